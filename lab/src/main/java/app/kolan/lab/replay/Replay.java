package app.kolan.lab.replay;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TraceResult;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.Verb;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays the carrier's side of a tape against a build, line by line on virtual time, with an empty
/// ledger. Replays of the same build are identical.
/*
 * The caller's audio and keys come from the tape, at their frames. What the carrier does because of
 * the server it does because of this build: marks come back for the audio that this build sends,
 * the ticket is this build's, a webhook is asked only if this build's answers lead there, and a
 * stream is opened only if they ask for it.
 */
final class Replay {
  private final Tape tape;
  private final ReplayScenario scene;
  private final TwimlSummary instructions;
  private final Map<Integer, ObservedAction> answers = new HashMap<>();
  private final Map<Integer, String> paths = new HashMap<>();
  private final Map<Integer, PlayedStream> streams = new HashMap<>();
  private final StringBuilder buildResponses = new StringBuilder();
  private final StringBuilder tapeResponses = new StringBuilder();
  private final Map<String, Verb.Stream> asked = new HashMap<>();
  private final Map<String, Verb.Stream> askedOnTape = new HashMap<>();

  private Replay(Tape tape, ReplayScenario scene) {
    this.tape = tape;
    this.scene = scene;
    this.instructions = new TwimlSummary(tape.header().base());
  }

  /// Plays the tape and returns what the build does.
  ///
  /// @throws IOException if no ledger can be created
  static Playback of(Tape tape, BuildUnderTest build) throws IOException {
    try (var folder = TemporaryFolder.create("replay");
        Stores stores = StoreFactory.open(folder.path())) {
      var replay = new Replay(tape, new ReplayScenario(tape, build, stores, folder.path()));
      tape.lines().forEach(replay::play);
      return replay.performance(stores);
    }
  }

  private void play(TapeLine line) {
    scene.setTime(line.place().millis());
    switch (line) {
      case TapeLine.Asked ask -> ask(ask);
      case TapeLine.Answered(_, _, _, var body) -> {
        tapeResponses.append(body);
        note(body, askedOnTape);
      }
      case TapeLine.Opened(_, var socket, var path) -> paths.put(socket, path);
      case TapeLine.Heard heard -> {
        int socket = heard.socket();
        if (heard.event() instanceof StreamEvent.Started started) {
          begin(socket, heard.place(), started);
        } else {
          on(socket, stream -> stream.hear(heard.place(), heard.event()));
        }
      }
      case TapeLine.Muted muted ->
          on(muted.socket(), stream -> stream.hear(muted.place(), muted.silence()));
      case TapeLine.GaveUp(_, var socket, _) -> on(socket, PlayedStream::giveUp);
      case TapeLine.Closed closed -> on(closed.socket(), stream -> stream.close(closed));
      case TapeLine.Keys _,
          TapeLine.Said _,
          TapeLine.Marked _,
          TapeLine.Cleared _,
          TapeLine.Known _,
          TapeLine.Lost _,
          TapeLine.Full _ -> {}
    }
  }

  private void ask(TapeLine.Asked ask) {
    if (!leadsTo(ask.path())) {
      answers.put(
          ask.request(), new ObservedAction.Unasked(ask.place(), ask.request(), ask.path()));
      return;
    }
    WebhookInvoker.Response reply = scene.invoker().ask(ask.path(), ask.form());
    buildResponses.append(reply.body());
    note(reply.body(), asked);
    answers.put(
        ask.request(),
        new ObservedAction.Answer(
            ask.place(), ask.request(), ask.path(), reply.status(), instructions.of(reply.body())));
  }

  /// Whether the carrier would make this request. A tape that begins in the middle of a call does
  /// not show what led to it.
  private boolean leadsTo(String path) {
    return WebhookInvoker.isSetInTheConsole(path)
        || buildResponses.indexOf(path) >= 0
        || tapeResponses.indexOf(path) < 0;
  }

  private static void note(String body, Map<String, Verb.Stream> streams) {
    for (String path : List.of(TwilioPaths.TWO_WAY, TwilioPaths.ONE_WAY)) {
      TwimlSummary.stream(body, path).ifPresent(stream -> streams.put(path, stream));
    }
  }

  private void begin(int socket, TapePosition place, StreamEvent.Started started) {
    String path = paths.getOrDefault(socket, TwilioPaths.TWO_WAY);
    Verb.Stream mine = asked.get(path);
    Verb.Stream taped = askedOnTape.get(path);
    if (streams.containsKey(socket) || mine == null && taped != null) {
      return;
    }
    var own =
        new StreamEvent.Started(
            started.sequence(),
            started.streamSid(),
            started.callSid(),
            started.accountSid(),
            started.tracks(),
            parameters(started.parameters(), mine, taped));
    PlayedStream.begin(scene, tape, socket, path, place, own)
        .ifPresent(stream -> streams.put(socket, stream));
  }

  /// This build's values of the parameters that the carrier returned on the tape.
  private static Map<String, String> parameters(
      Map<String, String> started, Verb.@Nullable Stream mine, Verb.@Nullable Stream taped) {
    var parameters = new HashMap<>(started);
    if (mine != null && taped != null) {
      parameters.replaceAll(
          (name, value) ->
              value.equals(taped.parameters().get(name))
                  ? mine.parameters().getOrDefault(name, value)
                  : value);
    }
    return parameters;
  }

  private void on(int socket, Consumer<PlayedStream> use) {
    PlayedStream stream = streams.get(socket);
    if (stream != null) {
      use.accept(stream);
    }
  }

  private Playback performance(Stores stores) {
    Map<Integer, List<ObservedAction>> actions = new HashMap<>();
    streams.forEach((socket, stream) -> actions.put(socket, stream.endOfTape()));
    scene.awaitConversations();
    TapePosition end =
        tape.lines().isEmpty() ? new TapePosition(0, 0) : tape.lines().getLast().place();
    Optional<ObservedAction.Result> result =
        TraceResult.of(stores.calls(), stores.leads(), tape.header().call())
            .map(known -> new ObservedAction.Result(end, known));
    return new Playback(answers, actions, result);
  }
}
