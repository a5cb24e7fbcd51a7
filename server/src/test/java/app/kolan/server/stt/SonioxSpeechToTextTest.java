package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.stt.SonioxStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SonioxSpeechToTextTest extends SpeechToTextContract<SonioxStub> {
  @Override
  SonioxStub stub() {
    return new SonioxStub(clips, KEY);
  }

  @Override
  String provider() {
    return "soniox";
  }

  @Override
  URI base() {
    return stub.socketUrl();
  }

  @Test
  void half_a_sentence_is_told_while_it_is_spoken_and_its_end_is_heard() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      hear(recognition, CALLERS.audio("reason_appointment"));
      hear(recognition, Mulaw.silence(Duration.ofMillis(1500)));

      assertThat(recorder.next()).isEqualTo("endpoint");
      assertThat(recorder.interims()).contains("שלום, אני רוצה לקבוע תור");
      say(recognition, 1, "thanks");
      String both = CALLERS.text("reason_appointment") + " " + CALLERS.text("thanks");
      assertThat(recorder.next()).isEqualTo("heard 1 " + both);
    }
  }

  @Test
  void the_key_is_not_in_the_start_message() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "yes");

      assertThat(recorder.next()).startsWith("heard 1");
      assertThat(stub.requests().getFirst().header("Authorization")).isEqualTo("Bearer " + KEY);
    }
  }

  @Test
  void a_connection_without_sound_is_kept_alive() throws Exception {
    stub.idleLimit(Duration.ofSeconds(2));
    try (TranscriptionSession recognition = soniox(Duration.ofMillis(100)).begin(recorder)) {
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
  void a_session_that_the_provider_ends_early_costs_no_words() throws Exception {
    var nanos = new AtomicLong();
    var rollover =
        new SessionRollover(
            soniox(SonioxSpeechToText.KEEP_ALIVE), SonioxSpeechToText.SESSION, nanos::get);
    try (TranscriptionSession recognition = rollover.begin(recorder)) {
      say(recognition, 1, "yes");
      assertThat(recorder.next()).startsWith("heard 1");
      hear(recognition, CALLERS.audio("reason_appointment"));
      nanos.set(Duration.ofMinutes(1).toNanos());
      stub.endSessions();
      until(() -> stub.requests().size() == 2);
      recognition.turnEnded(2, Mulaw.EMPTY);

      assertThat(recorder.next()).isEqualTo("heard 2 " + CALLERS.text("reason_appointment"));
    }
  }

  private SpeechToText soniox(Duration keepAlive) {
    var timeouts =
        new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new SonioxSpeechToText(
        settings(timeouts, KEY, base()), http.client(), SpeechToTexts.clock(), keepAlive);
  }
}
