package app.kolan.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every realtime model does, whoever the provider is.
@Execution(ExecutionMode.CONCURRENT)
abstract class RealtimeModelContract {
  /// The key that the stub accepts.
  static final Secret KEY = new Secret("sk-contract-4711");

  private static final String QUESTION = "do you have time on tuesday";
  private static final ProviderTimeouts GENEROUS =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  /// For a provider that is too slow from the start.
  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(250));

  /// For a provider that becomes too slow and is healthy before, on a machine under load too.
  private static final ProviderTimeouts STALLED =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMillis(500));

  private final CapturedLog log = new CapturedLog();
  private final ProviderHttp http = new ProviderHttp();
  private final RealtimeRecorder notes = new RealtimeRecorder();

  /// The stub; it understands tones, and answers with the words that it has understood, in pieces
  /// with pauses between them.
  abstract ProviderStub stub();

  abstract RealtimeModel model(Secret key, ProviderTimeouts timeouts, ProviderHttp http);

  @BeforeEach
  void listen() {
    stub().start();
  }

  @AfterEach
  void close() {
    log.close();
    http.close();
    stub().close();
    assertThat(log.events())
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                    .doesNotContain(KEY.value(), "SECRET", QUESTION));
  }

  @Test
  void a_caller_is_heard_and_answered() throws Exception {
    try (RealtimeConversation talk = open(GENEROUS)) {
      notes.await("ready");
      ask(talk);

      notes.await("caller ended");
      String utterance = notes.await("utterance ended");
      notes.await("reply ended");
      assertThat(notes.said(utterance)).isEqualTo(QUESTION);
    }
  }

  @Test
  void a_caller_who_speaks_before_the_model_is_ready_is_heard() throws Exception {
    try (RealtimeConversation talk = open(GENEROUS)) {
      ask(talk);

      assertThat(notes.said(notes.await("utterance ended"))).isEqualTo(QUESTION);
    }
  }

  @Test
  void two_turns_are_answered_one_after_the_other() throws Exception {
    try (RealtimeConversation talk = open(GENEROUS)) {
      ask(talk);
      notes.await("reply ended");
      RealtimeRecorder.say(talk, ToneCodec.mulaw("and sunday", ToneSpeed.QUICK));

      assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("and sunday");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_that_fails_from_the_start_reports_how(FailureMode failureMode) throws Exception {
    stub().failWith(failureMode);
    FailureKind kind = atTheStart(failureMode);
    RealtimeConversation talk = open(kind == FailureKind.TOO_SLOW ? SHORT : GENEROUS);

    assertFailure(kind);
    assertNothingMoreCanBeDone(talk);
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_that_fails_while_a_session_is_set_up_reports_how(FailureMode failureMode)
      throws Exception {
    stub().failWith(failureMode, 1);
    FailureKind kind = atTheStart(failureMode);
    RealtimeConversation talk = open(kind == FailureKind.TOO_SLOW ? SHORT : GENEROUS);

    assertFailure(kind);
    assertNothingMoreCanBeDone(talk);
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_that_fails_before_an_answer_reports_how(FailureMode failureMode)
      throws Exception {
    FailureKind kind = inASession(failureMode);
    RealtimeConversation talk = open(kind == FailureKind.TOO_SLOW ? STALLED : GENEROUS);
    notes.await("ready");
    stub().failWith(failureMode, 0);
    talk.speak("say hello");

    if (kind == null) {
      notes.await("reply ended");
      talk.close();
    } else {
      assertFailure(kind);
      assertNothingMoreCanBeDone(talk);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_that_fails_half_way_through_its_sound_reports_how(FailureMode failureMode)
      throws Exception {
    notes.atFirstAudio(() -> failWith(failureMode));
    FailureKind kind = inASession(failureMode);
    RealtimeConversation talk = open(kind == FailureKind.TOO_SLOW ? STALLED : GENEROUS);
    ask(talk);
    notes.await("audio");

    if (kind == null) {
      notes.await("reply ended");
      talk.close();
    } else {
      assertFailure(kind);
      assertNothingMoreCanBeDone(talk);
    }
  }

  /// The port is closed once its connections have ended, and a listener must not wait for that.
  private void failWith(FailureMode failureMode) {
    if (failureMode == FailureMode.UNREACHABLE) {
      Thread.ofVirtual().start(() -> stub().failWith(failureMode, 0));
    } else {
      stub().failWith(failureMode, 0);
    }
  }

  @Test
  void a_talk_that_is_closed_is_closed_at_the_provider_and_tells_nothing_more() throws Exception {
    RealtimeConversation talk = open(GENEROUS);
    notes.await("ready");
    talk.close();
    ask(talk);
    talk.speak("say hello");

    awaitClosed();
    assertThat(notes.all()).containsExactly("ready");
  }

  @Test
  void a_talk_may_be_closed_before_the_provider_has_answered() throws Exception {
    stub().failWith(FailureMode.NEVER_ANSWERS);
    open(SHORT).close();
    stub().recover();

    RealtimeConversation other = open(GENEROUS);
    notes.await("ready");
    assertThat(notes.all()).containsExactly("ready");
    other.close();
  }

  /// The failure that a client sees for a failure mode when it connects.
  private static FailureKind atTheStart(FailureMode failureMode) {
    return switch (failureMode) {
      case KEY_REFUSED -> FailureKind.KEY_REFUSED;
      case REQUEST_REFUSED -> FailureKind.REQUEST_REFUSED;
      case LIMITED -> FailureKind.LIMITED;
      case OVERLOADED -> FailureKind.OVERLOADED;
      case UNREACHABLE -> FailureKind.UNREACHABLE;
      case NEVER_ANSWERS, STALLS_HALF_WAY, SLOW -> FailureKind.TOO_SLOW;
      case DIES_BEFORE_ANSWER, DIES_HALF_WAY -> FailureKind.BROKEN_OFF;
      case TALKS_NONSENSE -> FailureKind.UNREADABLE;
    };
  }

  /// The failure that a connected client sees for a failure mode; null where the mode concerns
  /// handshakes only.
  private static @Nullable FailureKind inASession(FailureMode failureMode) {
    return switch (failureMode) {
      case KEY_REFUSED, REQUEST_REFUSED, LIMITED, OVERLOADED -> null;
      case UNREACHABLE, DIES_BEFORE_ANSWER, DIES_HALF_WAY -> FailureKind.BROKEN_OFF;
      case NEVER_ANSWERS, STALLS_HALF_WAY, SLOW -> FailureKind.TOO_SLOW;
      case TALKS_NONSENSE -> FailureKind.UNREADABLE;
    };
  }

  private RealtimeConversation open(ProviderTimeouts timeouts) {
    var plan = new RealtimeOptions("You answer the telephone.", List.of(), List.of());
    return model(KEY, timeouts, http).open(plan, notes);
  }

  private static void ask(RealtimeConversation talk) {
    RealtimeRecorder.say(talk, ToneCodec.mulaw(QUESTION, ToneSpeed.QUICK));
  }

  private void assertFailure(FailureKind kind) throws InterruptedException {
    var failure = notes.awaitFailure();
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    assertThat(failure.toString()).doesNotContain(KEY.value(), "SECRET", QUESTION);
  }

  private void assertNothingMoreCanBeDone(RealtimeConversation talk) {
    List<String> before = notes.all();
    ask(talk);
    talk.speak("say hello");
    talk.interrupted("nothing", Duration.ofSeconds(1));
    talk.used("nothing", "{}");
    talk.close();
    assertThat(notes.all()).isEqualTo(before);
  }

  private void awaitClosed() {
    Await.until("the sockets are closed", () -> stub().openSockets() == 0);
  }
}
