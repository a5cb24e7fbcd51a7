package app.kolan.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamEvent.Track;
import app.kolan.server.call.activity.EnergyDetector;
import app.kolan.simulator.script.Sounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EarTest {
  private static final Mulaw WORDS = Sounds.speechLike("a few words", Duration.ofSeconds(2));

  private final Ear ear = new Ear(Track.INBOUND, new EnergyDetector(), TurnTiming.USUAL);
  private final List<Speech> heard = new ArrayList<>();

  @Test
  void what_was_said_is_kept_from_before_its_first_sound_to_after_its_last() {
    hear(Mulaw.silence(Duration.ofSeconds(1)));
    hear(WORDS);
    hear(Mulaw.silence(Duration.ofSeconds(2)));

    assertThat(heard)
        .singleElement()
        .satisfies(
            speech -> {
              assertThat(speech.from()).isBetween(Duration.ofMillis(400), Duration.ofMillis(1000));
              assertThat(speech.to()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3300));
              assertThat(speech.audio().duration()).isEqualTo(speech.to().minus(speech.from()));
            });
    assertThat(ear.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void frames_of_any_size_are_heard_alike() {
    Mulaw all =
        Mulaw.join(
            List.of(
                Mulaw.silence(Duration.ofSeconds(1)), WORDS, Mulaw.silence(Duration.ofSeconds(1))));
    for (int at = 0, size = 1; at < all.length(); at += size, size = size % 700 + 37) {
      ear.frames(all.slice(at, at + size), 0).forEach(frame -> hear(frame));
    }

    assertThat(heard).hasSize(1);
    assertThat(ear.elapsed()).isBetween(Duration.ofMillis(3960), Duration.ofSeconds(4));
  }

  @Test
  void a_gap_in_the_timestamps_is_heard_as_silence() {
    assertThat(ear.frames(Mulaw.SILENT_FRAME, 500)).hasSize(26);
  }

  @Test
  void a_gap_is_never_longer_than_two_seconds() {
    assertThat(ear.frames(Mulaw.SILENT_FRAME, 1L << 60)).hasSize(101);
  }

  @Test
  void jitter_in_the_timestamps_is_no_gap() {
    assertThat(ear.frames(Mulaw.SILENT_FRAME, 35)).hasSize(1);
    assertThat(ear.frames(Mulaw.SILENT_FRAME, -5)).hasSize(1);
  }

  @Test
  void speech_that_a_hang_up_cuts_off_is_kept() {
    hear(Mulaw.silence(Duration.ofSeconds(1)));
    hear(WORDS.slice(0, 8000));

    assertThat(ear.cutOff())
        .hasValueSatisfying(
            speech -> assertThat(speech.audio().duration()).isGreaterThan(Duration.ofMillis(900)));
    assertThat(ear.cutOff()).isEmpty();
  }

  @Test
  void silence_is_no_turn() {
    hear(Mulaw.silence(Duration.ofSeconds(30)));

    assertThat(heard).isEmpty();
    assertThat(ear.cutOff()).isEmpty();
  }

  private void hear(Mulaw audio) {
    for (int at = 0; at + Mulaw.FRAME <= audio.length(); at += Mulaw.FRAME) {
      ear.hear(audio.slice(at, at + Mulaw.FRAME), false).speech().ifPresent(heard::add);
    }
  }
}
