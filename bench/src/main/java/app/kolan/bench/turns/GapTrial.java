package app.kolan.bench.turns;

import app.kolan.bench.stubs.StubAddresses;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// One caller, and providers that take as long as real ones do.
///
/// @param gaps how long the caller waited for each answer, at his ear, in nanoseconds
/// @param turns the same turns as the server saw them
record GapTrial(boolean preemptive, List<Long> gaps, List<TurnStages> turns) {
  static final Duration SPEECH_TO_TEXT = Duration.ofMillis(250);
  static final Duration LANGUAGE_MODEL = Duration.ofMillis(350);
  static final Duration TEXT_TO_SPEECH = Duration.ofMillis(150);

  private static final String ANSWER = "בשמחה, יש לנו מקום ביום שני בבוקר.";
  private static final List<String> QUESTIONS =
      List.of("reason_appointment", "name_dana", "reason_short", "thanks");

  /// Of four turns each.
  static final int ROUNDS = 5;

  /// Longer than the caller waits: what he hears is the answer.
  private static final Duration NO_FILLER = Duration.ofSeconds(8);

  GapTrial {
    gaps = List.copyOf(gaps);
    turns = List.copyOf(turns);
  }

  /// Plays a call.
  ///
  /// @param preemptive whether answers are asked for before the turn is certainly over
  /// @param rounds of four turns each
  static GapTrial run(boolean preemptive, int rounds) throws Exception {
    CallerClips shipped = CallerClips.shipped();
    var known = new KnownClips();
    QUESTIONS.forEach(name -> known.knows(shipped.audio(name), shipped.text(name)));
    var questions = new ArrayList<Mulaw>();
    for (int round = 0; round < rounds; round++) {
      QUESTIONS.forEach(name -> questions.add(shipped.audio(name)));
    }
    List<TurnStages> turns = new CopyOnWriteArrayList<>();
    try (var data = TemporaryFolder.create("bench");
        var deepgram = new DeepgramStub(known, StubAddresses.KEY);
        var model = new OpenAiChatStub(StubAddresses.KEY, (_, _, _) -> ModelReply.words(ANSWER));
        var voice = new AzureVoiceStub()) {
      start(deepgram, SPEECH_TO_TEXT);
      start(model, LANGUAGE_MODEL);
      start(voice, TEXT_TO_SPEECH);
      var providers =
          new ProviderSelection(
              List.of(),
              List.of(TurnsTrial.at("deepgram", deepgram.socketUrl())),
              List.of(TurnsTrial.at("openai", URI.create(model.url() + "/v1"))),
              List.of(TurnsTrial.at("azure", voice.url())));
      ReplyTiming timing = new ReplyTiming(NO_FILLER, NO_FILLER, 1).preemptive(preemptive);
      try (PhoneServer server =
              PhoneServer.start(
                  TurnsTrial.config(data.path(), providers).replyTiming(timing).build(),
                  (_, stages) -> turns.add(stages));
          var callers = new Callers(server.port())) {
        List<Long> gaps =
            callers
                .call(1, (vertx, socket, end) -> GapPhone.talk(vertx, socket, end, questions))
                .get(10, TimeUnit.MINUTES);
        return new GapTrial(preemptive, gaps, turns);
      }
    }
  }

  private static void start(ProviderStub stub, Duration delay) {
    stub.start();
    stub.slowness(delay);
    stub.failWith(FailureMode.SLOW);
  }

  /// From one stage to another; a stage that was reached before the other took no time.
  Distribution between(TurnStage from, TurnStage to) {
    return Distribution.of(
        turns.stream()
            .flatMap(turn -> turn.between(from, to).stream())
            .map(took -> Math.max(0, took.toNanos()))
            .toList());
  }

  /// How long the caller was silent until his turn was taken to be over: what the gap has beside
  /// what the server saw after that.
  Distribution untilTheTurnWasOver() {
    var waits = new ArrayList<Long>();
    for (int i = 0; i < Math.min(gaps.size(), turns.size()); i++) {
      long gap = gaps.get(i);
      turns
          .get(i)
          .between(TurnStage.SPEECH_ENDED, TurnStage.FIRST_SENT)
          .ifPresent(after -> waits.add(Math.max(0, gap - after.toNanos())));
    }
    return Distribution.of(waits);
  }
}
