package app.kolan.server.session;

import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.TurnStore;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a call's turns down as they happen: sound first, then the row that names it. Nobody waits
/// for the disk here; [CallWrites] has the order and the bounds.
///
/// Used by the thread of the call.
public final class TranscriptWriter {
  private static final Logger LOG = LoggerFactory.getLogger(TranscriptWriter.class);

  private final CallSid call;
  private final TurnStore turns;
  private final AudioFiles audioFiles;
  private final CallWrites writes;
  private int sounds;
  private int answers;

  /// What lies between the beginning of the call's first stream and that of this one.
  private Duration offset = Duration.ZERO;

  /// How much later the ledger has this writer's turns than it knows, since another node has
  /// written a last one meanwhile; only what writes uses it.
  private int drift;

  /// The position of the next turn. A call's turns are written by one writer alone, which so knows
  /// it before the row is written.
  private int next;

  /// @param writes the call's
  public TranscriptWriter(CallSid call, TurnStore turns, AudioFiles audioFiles, CallWrites writes) {
    this.call = call;
    this.turns = turns;
    this.audioFiles = audioFiles;
    this.writes = writes;
  }

  /// Waits until what was written down is on the disk. From any thread.
  void awaitOrder() {
    writes.awaitOrder();
  }

  /// Goes on after turns of an earlier stream of the call.
  ///
  /// @param turns how many there are
  /// @param since what lies between the beginnings of the first stream and this one
  public void resume(int turns, Duration since) {
    sounds = turns;
    answers = turns;
    next = turns;
    offset = since;
  }

  /// Keeps what the caller said; gives the turn's position.
  int callerSaid(String about, SpeechSegment speech) {
    return spoken(Speaker.CALLER, about, speech);
  }

  /// Keeps what one side of an overheard call said.
  void overheard(SpeechSegment speech) {
    spoken(speech.side() == Track.INBOUND ? Speaker.CALLER : Speaker.AGENT, "", speech);
  }

  void callerPressed(String about, Duration from, Duration to, String keys) {
    add(new NewTurn(call, Speaker.CALLER, about, from, to, Duration.ZERO, false, keys, null));
  }

  /// Keeps what the agent said. Its sound is all that was made of it: what was not heard lies
  /// behind what was.
  void agentSaid(AgentTurn turn) {
    String name = "agent-%03d".formatted(++answers);
    add(
        () ->
            new NewTurn(
                call,
                Speaker.AGENT,
                turn.about(),
                turn.from(),
                turn.at(),
                turn.heard(),
                turn.cutOff(),
                null,
                turn.sound().isEmpty() ? null : stored(name, turn.sound()),
                turn.words(),
                turn.unheard().isEmpty() ? null : turn.unheard()));
  }

  /// Keeps what an STT provider understood of a turn of the caller's.
  void understood(int turn, String words) {
    writes.add(
        deferred -> {
          int position = turn + drift;
          deferred.run(
              () -> turns.setWords(call, position, words),
              new CallWrite.SetWords(call, position, words));
        });
  }

  private int spoken(Speaker speaker, String about, SpeechSegment speech) {
    Mulaw audio = speech.audio();
    String name = "turn-%03d".formatted(++sounds);
    return add(
        () ->
            new NewTurn(
                call,
                speaker,
                about,
                speech.from(),
                speech.to(),
                audio.duration(),
                false,
                null,
                stored(name, audio)));
  }

  /// Null when the disk does not take the sound: the talk goes on without it.
  private @Nullable String stored(String name, Mulaw audio) {
    try {
      return audioFiles.store(call, name, Wav.of(audio));
    } catch (StoreException failure) {
      LOG.atError().addKeyValue("why", failure.getMessage()).log("the sound of a turn is lost");
      return null;
    }
  }

  private int add(NewTurn turn) {
    return add(() -> turn);
  }

  /// @param made stores the sound, if there is one; on the thread that writes
  private int add(Supplier<NewTurn> made) {
    int position = next++;
    Duration before = offset;
    writes.add(
        deferred -> {
          NewTurn turn = made.get().after(before);
          var written =
              deferred.run(
                  () -> turns.add(turn),
                  () -> turns.addUnlessThere(turn),
                  new CallWrite.AddTurn(turn, position + drift));
          if (written.isPresent() && written.get() != position + drift) {
            drift = written.get() - position;
            LOG.atWarn()
                .addKeyValue("expected", position)
                .addKeyValue("written", written.get())
                .log("a turn has another position than its call knows");
          }
        });
    return position;
  }
}
