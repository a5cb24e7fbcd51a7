package app.kolan.server.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.Patience;
import app.kolan.vendors.recogniser.StandInSoniox;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SonioxTest extends RecogniserContract<StandInSoniox> {
  @Override
  StandInSoniox standIn() {
    return new StandInSoniox(clips, KEY);
  }

  @Override
  String provider() {
    return "soniox";
  }

  @Override
  URI base() {
    return vendor.socketUrl();
  }

  @Test
  void half_a_sentence_is_told_while_it_is_spoken_and_its_end_is_heard() throws Exception {
    try (Recognition recognition = patient().begin(ears)) {
      hear(recognition, CALLERS.audio("reason_appointment"));
      hear(recognition, Mulaw.silence(Duration.ofMillis(1500)));

      assertThat(ears.next()).isEqualTo("endpoint");
      assertThat(ears.interims()).contains("שלום, אני רוצה לקבוע תור");
      say(recognition, 1, "thanks");
      String both = CALLERS.text("reason_appointment") + " " + CALLERS.text("thanks");
      assertThat(ears.next()).isEqualTo("heard 1 " + both);
    }
  }

  @Test
  void the_key_is_not_in_the_start_message() throws Exception {
    try (Recognition recognition = patient().begin(ears)) {
      say(recognition, 1, "yes");

      assertThat(ears.next()).startsWith("heard 1");
      assertThat(vendor.requests().getFirst().header("Authorization")).isEqualTo("Bearer " + KEY);
    }
  }

  @Test
  void a_connection_without_sound_is_kept_alive() throws Exception {
    vendor.idleLimit(Duration.ofMillis(500));
    try (Recognition recognition = soniox(Duration.ofMillis(100)).begin(ears)) {
      say(recognition, 1, "yes");
      assertThat(ears.next()).startsWith("heard 1");
      for (int i = 0; i < 6; i++) {
        assertThat(ears.anyMore()).isNull();
      }
      say(recognition, 2, "thanks");
      assertThat(ears.next()).isEqualTo("heard 2 " + CALLERS.text("thanks"));
    }
  }

  @Test
  void a_session_that_the_vendor_ends_early_costs_no_words() throws Exception {
    var nanos = new AtomicLong();
    var relay = new Relay(soniox(Soniox.KEEP_ALIVE), Soniox.SESSION, nanos::get);
    try (Recognition recognition = relay.begin(ears)) {
      say(recognition, 1, "yes");
      assertThat(ears.next()).startsWith("heard 1");
      hear(recognition, CALLERS.audio("reason_appointment"));
      nanos.set(Duration.ofMinutes(1).toNanos());
      vendor.endSessions();
      until(() -> vendor.requests().size() == 2);
      recognition.turnEnded(2, Mulaw.EMPTY);

      assertThat(ears.next()).isEqualTo("heard 2 " + CALLERS.text("reason_appointment"));
    }
  }

  private Recogniser soniox(Duration keepAlive) {
    var patience =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new Soniox(
        settings(patience, KEY, base()), http.client(), Recognisers.clock(), keepAlive);
  }
}
