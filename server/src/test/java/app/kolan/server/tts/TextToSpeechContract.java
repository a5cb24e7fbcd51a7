package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.FailureKind.Retry;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.tts.VoiceStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every text-to-speech provider does.
@Execution(ExecutionMode.CONCURRENT)
abstract class TextToSpeechContract {
  static final String TEXT = "שלום דנה, \"מה\" <b>שלומך</b> & 'מתי' \\ נפגשים?";

  /// Longer than a healthy provider takes, on a machine under load too.
  private static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(400));

  final VoiceStub stub;
  final ProviderHttp http = new ProviderHttp();

  TextToSpeechContract(VoiceStub stub) {
    this.stub = stub;
  }

  /// The provider with its model and voice, as an operator sets it; the base URL is known once the
  /// stub has started.
  abstract ProviderSettings settings(Secret key, ProviderTimeouts timeouts);

  static ProviderSettings settings(
      String provider, URI url, Secret key, String model, String voice, ProviderTimeouts timeouts) {
    return new ProviderSettings(provider, url, key, model, voice, "he-IL", timeouts);
  }

  @BeforeEach
  void start() {
    stub.start();
  }

  @AfterEach
  void stop() {
    http.close();
    stub.close();
  }

  @Test
  void a_text_is_said_whole_and_nothing_else() throws Exception {
    Mulaw sound = all(voice().say(TEXT));

    HeardText heard = only(sound);
    assertThat(heard.text()).isEqualTo(TEXT);
    assertThat(heard.whole()).isTrue();
    assertThat(heard.pause()).isZero();
    assertThat(heard.begin()).isLessThan(10);
    assertThat(heard.end()).isBetween(sound.length() - 10, sound.length());
    assertThat(stub.said()).containsExactly(TEXT);
  }

  @Test
  void signs_that_no_wire_carries_become_spaces() throws Exception {
    assertThat(only(all(voice().say("א\u0000ב\ud800ג\nד\uffff😀."))).text())
        .isEqualTo("א ב ג ד 😀.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 333, 100_000})
  void it_does_not_matter_where_the_answer_is_cut(int bytes) throws Exception {
    stub.sendPieces(bytes, Duration.ZERO);

    assertThat(only(all(voice().say("כן, לא"))).text()).isEqualTo("כן, לא");
  }

  @Test
  void a_text_without_a_sound_ends_at_once() throws Exception {
    assertThat(all(voice().say(""))).isEqualTo(Mulaw.EMPTY);
    assertThat(all(voice().say(" …?! – "))).isEqualTo(Mulaw.EMPTY);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void texts_can_be_said_at_the_same_time() throws Exception {
    TextToSpeech voice = voice();
    try (Synthesis first = voice.say("אחת");
        Synthesis second = voice.say("שתיים");
        Synthesis third = voice.say("שלוש")) {
      assertThat(only(all(third)).text()).isEqualTo("שלוש");
      assertThat(only(all(second)).text()).isEqualTo("שתיים");
      assertThat(only(all(first)).text()).isEqualTo("אחת");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, KEY_REFUSED",
    "REQUEST_REFUSED, REQUEST_REFUSED",
    "LIMITED, LIMITED",
    "OVERLOADED, OVERLOADED",
    "UNREACHABLE, UNREACHABLE",
    "NEVER_ANSWERS, TOO_SLOW",
    "DIES_BEFORE_ANSWER, BROKEN_OFF",
    "DIES_HALF_WAY, BROKEN_OFF",
    "STALLS_HALF_WAY, TOO_SLOW",
    "TALKS_NONSENSE, UNREADABLE",
    "SLOW, TOO_SLOW"
  })
  void every_failure_mode_has_its_kind(FailureMode failureMode, FailureKind kind) {
    stub.failWith(failureMode);
    ProviderTimeouts timeouts = kind == FailureKind.TOO_SLOW ? SHORT : LONG;
    TextToSpeech voice = open(settings(key(), timeouts));

    assertThat(failure(voice).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource
  void neither_key_nor_text_are_told(FailureMode failureMode) {
    stub.failWith(failureMode);
    ProviderSettings settings = settings(key(), SHORT);
    TextToSpeech voice = open(settings);
    try (var log = new CapturedLog()) {
      ProviderFailure failure = failure(voice);

      assertThat(failure.provider()).isEqualTo(settings.provider());
      assertThat("%s %s %s %s".formatted(failure, settings, voice, log.text()))
          .doesNotContain(VoiceStub.KEY)
          .doesNotContain("SECRET")
          .doesNotContain("דנה");
    }
  }

  @Test
  void a_wrong_key_is_not_tried_again() {
    TextToSpeech voice = open(settings(new Secret("another-key"), LONG));

    ProviderFailure failure = failure(voice);

    assertThat(failure.kind().retry()).isEqualTo(Retry.NEVER);
    assertThat(failure.getMessage()).doesNotContain("another-key").doesNotContain("SECRET");
    assertThat(stub.said()).isEmpty();
  }

  @Test
  void a_provider_that_recovers_speaks_again() throws Exception {
    TextToSpeech voice = voice();
    assertThat(only(all(voice.say("לפני"))).text()).isEqualTo("לפני");
    stub.failWith(FailureMode.UNREACHABLE);
    assertThat(failure(voice)).isNotNull();
    stub.recover();

    assertThat(only(all(voice.say("אחרי"))).text()).isEqualTo("אחרי");
  }

  @Test
  void an_interrupted_listener_returns_promptly_and_gives_the_text_up() throws Exception {
    stub.failWith(FailureMode.STALLS_HALF_WAY);
    TextToSpeech voice = voice();
    var outcome = new CompletableFuture<Throwable>();
    Thread listener =
        Thread.ofVirtual()
            .start(
                () ->
                    outcome.complete(
                        catchThrowableOfType(Throwable.class, () -> all(voice.say(TEXT)))));
    await(() -> !stub.said().isEmpty());
    listener.interrupt();

    // The end of a wait for the provider would be a failure of its own kind.
    assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    await(() -> stub.openSockets() == 0);
  }

  @Test
  void a_text_that_is_closed_early_ends() throws Exception {
    stub.sendPieces(800, Duration.ofMillis(1));
    TextToSpeech voice = voice();
    Synthesis speaking = voice.say(TEXT);
    assertThat(speaking.next()).isNotNull();
    speaking.close();
    speaking.close();

    assertThat(speaking.next()).isNull();
    await(() -> stub.openSockets() == 0);
    assertThat(only(all(voice.say("עוד"))).text()).isEqualTo("עוד");
  }

  @Test
  void closing_wakes_a_thread_that_waits_for_sound() throws Exception {
    stub.failWith(FailureMode.STALLS_HALF_WAY);
    Synthesis speaking = voice().say(TEXT);
    CompletableFuture<Mulaw> heard = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> complete(heard, speaking));
    await(() -> !stub.said().isEmpty());
    speaking.close();

    assertThat(heard.get(60, TimeUnit.SECONDS).length()).isLessThan(ToneCodec.mulaw(TEXT).length());
    await(() -> stub.openSockets() == 0);
  }

  /// The voice of these settings; what wraps one must keep the contract, too.
  TextToSpeech open(ProviderSettings settings) {
    return TextToSpeeches.open(settings, http);
  }

  final TextToSpeech voice() {
    return open(settings(key(), LONG));
  }

  static Mulaw all(Synthesis speaking) throws ProviderFailure, InterruptedException {
    var pieces = new ArrayList<Mulaw>();
    try (speaking) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        assertThat(piece.isEmpty()).isFalse();
        pieces.add(piece);
      }
      assertThat(speaking.next()).isNull();
    }
    return Mulaw.join(pieces);
  }

  static HeardText only(Mulaw sound) {
    List<HeardText> heard = ToneCodec.read(sound);
    assertThat(heard).hasSize(1);
    return heard.getFirst();
  }

  static ProviderFailure failure(TextToSpeech voice) {
    return catchThrowableOfType(ProviderFailure.class, () -> all(voice.say(TEXT)));
  }

  static void await(BooleanSupplier state) {
    Await.until("the provider's state", state);
  }

  private static Secret key() {
    return new Secret(VoiceStub.KEY);
  }

  private static void complete(CompletableFuture<Mulaw> heard, Synthesis speaking) {
    try {
      heard.complete(all(speaking));
    } catch (ProviderFailure | InterruptedException | AssertionError e) {
      heard.completeExceptionally(new ExecutionException(e));
    }
  }
}
