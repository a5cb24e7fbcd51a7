package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class DeepgramSpeechToTextTest extends SpeechToTextContract<DeepgramStub> {
  @Override
  DeepgramStub stub() {
    return new DeepgramStub(clips, KEY);
  }

  @Override
  String provider() {
    return "deepgram";
  }

  @Override
  URI base() {
    return stub.socketUrl();
  }

  @Test
  void it_is_asked_as_its_documentation_has_it() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "yes");
      assertThat(recorder.next()).startsWith("heard 1");
    }

    StubRequest handshake = stub.requests().getFirst();
    assertThat(handshake.path()).isEqualTo("/v1/listen");
    assertThat(handshake.header("Authorization")).isEqualTo("Token " + KEY);
    assertThat(handshake.query())
        .containsEntry("model", "some-model")
        .containsEntry("language", "he")
        .containsEntry("encoding", "mulaw")
        .containsEntry("sample_rate", "8000")
        .containsEntry("interim_results", "true");
  }

  @Test
  void half_a_sentence_is_told_while_it_is_spoken_and_its_end_is_heard() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      hear(recognition, CALLERS.audio("reason_appointment"));
      hear(recognition, Mulaw.silence(Duration.ofMillis(500)));

      assertThat(recorder.next()).isEqualTo("endpoint");
      assertThat(recorder.interims()).contains("שלום, אני רוצה לקבוע תור");
      say(recognition, 1, "thanks");
      String both = CALLERS.text("reason_appointment") + " " + CALLERS.text("thanks");
      assertThat(recorder.next()).isEqualTo("heard 1 " + both);
    }
  }

  @Test
  void a_turn_of_noise_is_empty_although_finalize_is_not_answered() throws Exception {
    stub.silentOnNothing();
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      turn(recognition, 1, PAUSE);
      hear(recognition, Mulaw.silence(Duration.ofSeconds(2)));
      assertThat(recorder.next()).isEqualTo("heard 1 ");

      say(recognition, 2, "yes");
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("yes"));
    }
  }

  @Test
  void a_connection_without_sound_is_kept_alive() throws Exception {
    stub.idleLimit(Duration.ofSeconds(2));
    try (TranscriptionSession recognition =
        keptAliveEvery(Duration.ofMillis(100)).begin(recorder)) {
      say(recognition, 1, "yes");
      assertThat(recorder.next()).startsWith("heard 1");
      for (int i = 0; i < 10; i++) {
        assertThat(recorder.anyMore()).isNull();
      }
      say(recognition, 2, "thanks");
      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("thanks"));
    }
  }

  @Test
  void a_connection_that_is_not_kept_alive_is_over() throws Exception {
    stub.idleLimit(Duration.ofSeconds(1));
    try (TranscriptionSession recognition = keptAliveEvery(Duration.ofHours(1)).begin(recorder)) {
      say(recognition, 1, "yes");
      assertThat(recorder.next()).startsWith("heard 1");

      assertThat(recorder.next()).isEqualTo("failed SESSION_OVER");
      assertThat(recognition).isNotNull();
    }
  }

  @Test
  void sound_without_a_connection_is_kept_for_a_minute_and_a_half() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      recognition.hear(Mulaw.silence(Duration.ofSeconds(90)));
      assertThat(recorder.anyMore()).isNull();
      recognition.hear(Mulaw.SILENT_FRAME);

      assertThat(recorder.next()).isEqualTo("failed TOO_SLOW");
    }
  }

  private SpeechToText keptAliveEvery(Duration interval) {
    var timeouts =
        new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new DeepgramSpeechToText(
        settings(timeouts, KEY, base()), http.client(), SpeechToTexts.clock(), interval);
  }
}
