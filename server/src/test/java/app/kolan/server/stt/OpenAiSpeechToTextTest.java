package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.stt.OpenAiTranscriptionStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class OpenAiSpeechToTextTest extends SpeechToTextContract<OpenAiTranscriptionStub> {
  @Override
  OpenAiTranscriptionStub stub() {
    return new OpenAiTranscriptionStub(clips, KEY);
  }

  @Override
  String provider() {
    return "openai";
  }

  @Override
  URI base() {
    return URI.create(stub.url() + "/v1");
  }

  @Test
  void half_a_sentence_is_told_while_it_is_spoken() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "reason_appointment");

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("reason_appointment"));
      assertThat(recorder.interims()).isSubsetOf("שלום, אני רוצה לקבוע תור");
    }
  }

  @Test
  void transcripts_that_come_in_another_order_are_told_in_that_of_the_turns() throws Exception {
    stub.holdBack(3);
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "yes");
      say(recognition, 2, "name_dana");
      say(recognition, 3, "thanks");

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("yes"));
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("name_dana"));
      assertThat(recorder.next()).isEqualTo("heard 3 " + CALLERS.text("thanks"));
    }
  }

  @Test
  void sound_that_cannot_be_understood_is_an_empty_turn() throws Exception {
    stub.failNext("audio_unintelligible");
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "yes");
      say(recognition, 2, "thanks");

      assertThat(recorder.next()).isEqualTo("heard 1 ");
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("thanks"));
    }
  }

  @ParameterizedTest
  @CsvSource({"rate_limit_exceeded, LIMITED", "server_error, OVERLOADED"})
  void a_turn_that_is_not_transcribed_is_a_failure(String code, String kind) throws Exception {
    stub.failNext(code);
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "yes");

      assertThat(recorder.next()).isEqualTo("failed " + kind);
      assertThat(recorder.failures().getFirst()).hasMessage("openai: %s (%s)", kind, code);
    }
  }

  @Test
  void a_turn_too_short_to_be_committed_is_an_empty_one() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      turn(recognition, 1, Mulaw.silence(Duration.ofMillis(60)));
      say(recognition, 2, "yes");

      assertThat(recorder.next()).isEqualTo("heard 1 ");
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("yes"));
    }
  }

  @Test
  void a_session_near_its_end_is_relieved_between_two_turns() throws Exception {
    var nanos = new AtomicLong();
    stub.holdBack(1);
    try (TranscriptionSession recognition = rollover(nanos).begin(recorder)) {
      say(recognition, 1, "yes");
      nanos.set(Duration.ofMinutes(51).toNanos());
      say(recognition, 2, "name_dana");
      say(recognition, 3, "thanks");

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("yes"));
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("name_dana"));
      assertThat(recorder.next()).isEqualTo("heard 3 " + CALLERS.text("thanks"));
      assertThat(stub.requests()).hasSize(2);
      until(() -> stub.openSockets() == 1);
      assertThat(recognition).isNotNull();
    }
  }

  @Test
  void a_session_that_expires_in_the_middle_of_a_turn_costs_no_words() throws Exception {
    var nanos = new AtomicLong();
    try (TranscriptionSession recognition = rollover(nanos).begin(recorder)) {
      hear(recognition, CALLERS.audio("reason_appointment"));
      until(() -> stub.openSockets() == 1);
      nanos.set(Duration.ofMinutes(40).toNanos());
      stub.expireSessions();
      until(() -> stub.requests().size() == 2);
      recognition.turnEnded(1, Mulaw.EMPTY);

      assertThat(recorder.next()).isEqualTo("heard 1 " + CALLERS.text("reason_appointment"));
    }
  }

  @Test
  void a_session_that_expires_at_once_is_a_failure() throws Exception {
    try (TranscriptionSession recognition = rollover(new AtomicLong()).begin(recorder)) {
      until(() -> stub.openSockets() == 1);
      stub.expireSessions();

      assertThat(recorder.next()).isEqualTo("failed SESSION_OVER");
      assertThat(recognition).isNotNull();
    }
  }

  private SpeechToText rollover(AtomicLong nanos) {
    var timeouts =
        new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    var openAi =
        new OpenAiSpeechToText(
            settings(timeouts, KEY, base()), http.client(), SpeechToTexts.clock());
    return new SessionRollover(openAi, OpenAiSpeechToText.SESSION, nanos::get);
  }
}
