package app.kolan.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What both sides of a call look like.
@Tag("unit")
class WaveformTest {
  private static final int RATE = 8000;

  private static Turn turn(int position, Speaker speaker, int from, int to, @Nullable String keys) {
    return new Turn(
        new CallSid("CA" + "0".repeat(32)),
        position,
        speaker,
        "",
        Duration.ofSeconds(from),
        Duration.ofSeconds(to),
        Duration.ofSeconds(to - from),
        false,
        keys,
        null,
        keys == null ? "words" : null,
        null,
        null);
  }

  private static Pcm tone(int seconds) {
    var samples = new short[seconds * RATE];
    Arrays.fill(samples, (short) 10_000);
    return Pcm.of(samples, RATE);
  }

  private static Waveform drawn(Map<Integer, Pcm> sounds, Turn... turns) throws Exception {
    Pcm none = Pcm.of(new short[0], RATE);
    return Waveform.of(List.of(turns), turn -> sounds.getOrDefault(turn.position(), none));
  }

  private static String path(Waveform wave, String kind) {
    return wave.shapes().stream()
        .filter(shape -> shape.kind().equals(kind))
        .map(Waveform.Shape::path)
        .findFirst()
        .orElse("");
  }

  /// Where its bars stand, from 0 to 2000.
  private static List<Integer> places(Waveform wave, String kind) {
    return Arrays.stream(path(wave, kind).split("M", -1))
        .filter(bar -> !bar.isEmpty())
        .map(bar -> Integer.parseInt(bar.substring(0, bar.indexOf(' '))))
        .toList();
  }

  @Test
  void each_side_stands_where_it_spoke() throws Exception {
    Waveform wave =
        drawn(
            Map.of(0, tone(4), 1, tone(5)),
            turn(0, Speaker.AGENT, 0, 4, null),
            turn(1, Speaker.CALLER, 5, 10, null));

    assertThat(wave.length()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_001));
    assertThat(places(wave, "agent")).isNotEmpty().allMatch(x -> x < 802);
    assertThat(places(wave, "caller")).isNotEmpty().allMatch(x -> x > 996);
    assertThat(wave.hasUnheard()).isFalse();
    assertThat(wave.place(Duration.ofSeconds(5))).isBetween(998, 1000);
    assertThat(path(wave, "caller")).contains(" 4v92").doesNotContain("NaN");
  }

  @Test
  void what_was_made_and_not_heard_lies_behind_what_was_until_the_side_speaks_again()
      throws Exception {
    Waveform wave =
        drawn(
            Map.of(0, tone(9), 1, tone(1), 2, tone(2)),
            turn(0, Speaker.AGENT, 0, 2, null),
            turn(1, Speaker.CALLER, 2, 4, null),
            turn(2, Speaker.AGENT, 6, 8, null));

    assertThat(places(wave, "agent")).allMatch(x -> x < 504 || x > 1496);
    assertThat(places(wave, "unheard")).isNotEmpty().allMatch(x -> x > 496 && x < 1504);
  }

  @Test
  void a_side_without_sound_is_a_low_line_and_keys_are_no_sound() throws Exception {
    Waveform wave =
        drawn(Map.of(), turn(0, Speaker.AGENT, 0, 2, null), turn(1, Speaker.CALLER, 3, 4, "12"));

    assertThat(path(wave, "agent")).contains("v4").doesNotContain("v92");
    assertThat(path(wave, "caller")).isEmpty();
  }
}
