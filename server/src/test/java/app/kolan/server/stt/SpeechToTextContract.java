package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every speech-to-text provider does, against its stub that knows the callers' clips.
@Execution(ExecutionMode.CONCURRENT)
abstract class SpeechToTextContract<V extends ProviderStub> {
  static final String KEY = "key-a1b2c3d4";
  static final CallerClips CALLERS = CallerClips.shipped();
  static final Mulaw PAUSE = Mulaw.silence(Duration.ofMillis(200));

  /// The noise of a fan.
  static final Mulaw NOISE = noise();

  private static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofMillis(500));

  /// For a provider that becomes too slow and is healthy before, on a machine under load too.
  private static final ProviderTimeouts STALLED =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(3));

  private final CapturedLog log = new CapturedLog();
  final KnownClips clips = new KnownClips();
  final ProviderHttp http = new ProviderHttp();
  final TranscriptRecorder recorder = new TranscriptRecorder();
  final V stub = stub();

  abstract V stub();

  abstract String provider();

  /// The base URL that an operator would set, for this stub.
  abstract URI base();

  @BeforeEach
  void open() {
    CALLERS.names().forEach(name -> clips.knows(CALLERS.audio(name), CALLERS.text(name)));
    stub.start();
  }

  @AfterEach
  void close() {
    log.close();
    http.close();
    stub.close();
  }

  @Test
  void a_turn_is_understood() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "name_dana");

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("name_dana"));
    }
  }

  @Test
  void a_long_turn_is_understood() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "message_long");

      assertThat(nextTurn()).isEqualTo("heard 1 " + CALLERS.text("message_long"));
    }
  }

  @Test
  void turns_are_answered_in_order_even_when_the_second_ends_first() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "reason_short");
      say(recognition, 2, "name_yossi_levi");
      say(recognition, 3, "thanks");

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("reason_short"));
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("name_yossi_levi"));
      assertThat(recorder.next()).isEqualTo("heard 3 " + CALLERS.text("thanks"));
      assertThat(recorder.anyMore()).isNull();
    }
  }

  @Test
  void a_turn_without_words_is_an_empty_one() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      turn(recognition, 1, NOISE);
      assertThat(recorder.next()).isEqualTo("heard 1 ");

      say(recognition, 2, "yes");
      assertThat(recorder.nextTurn()).isEqualTo("heard 2 " + CALLERS.text("yes"));
    }
  }

  @Test
  void a_turn_of_nothing_is_an_empty_one() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      recognition.turnEnded(1, Mulaw.EMPTY);

      assertThat(recorder.next()).isEqualTo("heard 1 ");
    }
  }

  @Test
  void what_is_said_before_the_connection_stands_is_not_lost() throws Exception {
    stub.slowness(Duration.ofMillis(300));
    stub.failWith(FailureMode.SLOW);
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "interruption");
      say(recognition, 2, "thanks");
      until(() -> !stub.requests().isEmpty());
      stub.recover();

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("interruption"));
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("thanks"));
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
  void every_failure_is_reported_once_and_nothing_after(FailureMode failureMode, FailureKind kind)
      throws Exception {
    stub.failWith(failureMode);
    try (TranscriptionSession recognition = expecting(kind).begin(recorder)) {
      say(recognition, 1, "reason_appointment");

      assertThat(recorder.nextInSilence(recognition)).isEqualTo("failed " + kind);
      say(recognition, 2, "thanks");
      assertThat(recorder.anyMore()).isNull();
    }
    until(() -> stub.openSockets() == 0);
    assertSecretsAreKept();
  }

  @ParameterizedTest
  @CsvSource({
    "DIES_BEFORE_ANSWER, BROKEN_OFF",
    "NEVER_ANSWERS, TOO_SLOW",
    "STALLS_HALF_WAY, TOO_SLOW",
    "TALKS_NONSENSE, UNREADABLE"
  })
  void a_provider_that_fails_in_a_call_is_found_out(FailureMode failureMode, FailureKind kind)
      throws Exception {
    try (TranscriptionSession recognition =
        speechToText(kind == FailureKind.TOO_SLOW ? STALLED : LONG, KEY).begin(recorder)) {
      say(recognition, 1, "yes");
      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("yes"));
      stub.failWith(failureMode);
      say(recognition, 2, "reason_appointment");

      assertThat(recorder.nextInSilence(recognition)).isEqualTo("failed " + kind);
      assertThat(recorder.anyMore()).isNull();
    }
  }

  @Test
  void a_wrong_key_is_refused_and_stays_secret() throws Exception {
    try (TranscriptionSession recognition = speechToText(LONG, "key-wrong").begin(recorder)) {
      say(recognition, 1, "yes");

      assertThat(recorder.next()).isEqualTo("failed KEY_REFUSED");
    }
    assertSecretsAreKept();
  }

  @Test
  void an_address_that_is_none_is_a_failure_and_no_exception() throws Exception {
    var settings = settings(LONG, "key\nwith a line break", base());
    try (TranscriptionSession recognition = SpeechToTexts.open(settings, http).begin(recorder)) {
      say(recognition, 1, "yes");

      assertThat(recorder.next()).isEqualTo("failed REQUEST_REFUSED");
    }
  }

  @Test
  void nothing_is_told_after_the_end_and_the_connection_is_given_up() throws Exception {
    stub.slowness(Duration.ofMillis(100));
    TranscriptionSession recognition = patient().begin(recorder);
    say(recognition, 1, "yes");
    assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("yes"));
    stub.failWith(FailureMode.SLOW);
    say(recognition, 2, "thanks");
    recognition.close();

    assertThat(recorder.anyMore()).isNull();
    until(() -> stub.openSockets() == 0);
    recognition.close();
    recognition.turnEnded(3, NOISE);
    assertThat(recorder.anyMore()).isNull();
    assertSecretsAreKept();
  }

  SpeechToText patient() {
    return speechToText(LONG, KEY);
  }

  /// Waits only for modes that are slow; a loaded machine must not look like one of them.
  private SpeechToText expecting(FailureKind kind) {
    return speechToText(kind == FailureKind.TOO_SLOW ? SHORT : LONG, KEY);
  }

  private SpeechToText speechToText(ProviderTimeouts timeouts, String key) {
    return wrapped(SpeechToTexts.open(settings(timeouts, key, base()), http));
  }

  /// The provider itself; a wrapper must keep the contract, too.
  SpeechToText wrapped(SpeechToText one) {
    return one;
  }

  ProviderSettings settings(ProviderTimeouts timeouts, String key, URI base) {
    return new ProviderSettings(
        provider(), base, new Secret(key), "some-model", "", "he-IL", timeouts);
  }

  /// Sends a clip, with silence around it, and ends the turn.
  static void say(TranscriptionSession recognition, long turn, String clip) {
    turn(recognition, turn, Mulaw.join(List.of(PAUSE, CALLERS.audio(clip), PAUSE)));
  }

  static void turn(TranscriptionSession recognition, long turn, Mulaw sound) {
    hear(recognition, sound);
    recognition.turnEnded(turn, sound);
  }

  static void hear(TranscriptionSession recognition, Mulaw sound) {
    for (int at = 0; at < sound.length(); at += Mulaw.FRAME) {
      recognition.hear(sound.slice(at, at + Mulaw.FRAME));
    }
  }

  /// The next turn's transcript, skipping endpoints.
  private @Nullable String nextTurn() throws InterruptedException {
    String next = recorder.next();
    while ("endpoint".equals(next)) {
      next = recorder.next();
    }
    return next;
  }

  static void until(BooleanSupplier condition) {
    Await.until("what the provider comes to", condition);
  }

  private void assertSecretsAreKept() {
    assertThat(recorder.failures())
        .allSatisfy(
            failure ->
                assertThat(failure.getMessage())
                    .startsWith(provider() + ": ")
                    .doesNotContain("key-", "SECRET", CALLERS.text("reason_appointment")));
    assertThat(settings(LONG, KEY, base()).toString()).doesNotContain(KEY);
    assertThat(log.events())
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                    .doesNotContain("key-", "SECRET", CALLERS.text("reason_appointment")));
  }

  private static Mulaw noise() {
    var random = new Random(7);
    var samples = new short[12_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (random.nextGaussian() * 2000);
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
