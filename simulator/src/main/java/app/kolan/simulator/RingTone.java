package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What somebody hears who waits for another phone to be answered: tone and silence by turns.
///
/// Source: ITU-T E.180, supplement 2; where a country is not in here, E.180 itself
final class RingTone implements Supplier<Mulaw> {
  private static final double AMPLITUDE = 4000;
  private static final String USUAL = "il";

  /// Tones and silences of a country.
  ///
  /// @param hertz that sound together
  /// @param parts how long the tone and the silence after it last, by turns
  private record Cadence(List<Integer> hertz, List<Duration> parts) {
    static Cadence of(List<Integer> hertz, int... millis) {
      return new Cadence(hertz, Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }

    /// Whether there is a tone so long after the beginning.
    boolean sounds(Duration at) {
      Duration whole = parts.stream().reduce(Duration.ZERO, Duration::plus);
      Duration left = Duration.ofNanos(at.toNanos() % whole.toNanos());
      boolean sounds = true;
      for (Duration part : parts) {
        if (left.compareTo(part) < 0) {
          return sounds;
        }
        left = left.minus(part);
        sounds = !sounds;
      }
      return sounds;
    }
  }

  private static final Cadence RECOMMENDED = Cadence.of(List.of(425), 1000, 4000);
  private static final Cadence AMERICAN = Cadence.of(List.of(440, 480), 2000, 4000);
  private static final Map<String, Cadence> CADENCES =
      Map.of(
          USUAL,
          Cadence.of(List.of(400), 1000, 3000),
          "us",
          AMERICAN,
          "us-old",
          AMERICAN,
          "uk",
          Cadence.of(List.of(400, 450), 400, 200, 400, 2000));

  /// The countries of called numbers whose own ringing is known.
  private static final Map<String, String> PREFIXES =
      Map.of("+972", USUAL, "+1", "us", "+44", "uk");

  private final String country;
  private final Cadence cadence;
  private int frame;

  private RingTone(String country) {
    this.country = country;
    cadence = CADENCES.getOrDefault(country, RECOMMENDED);
  }

  /// What a caller hears while a number is called.
  ///
  /// @param asked the `ringTone` of the `<Dial>`; one that Twilio does not know is ignored
  static RingTone of(@Nullable String asked, PhoneNumber number) {
    if (asked != null && Verb.Dial.RING_TONES.contains(asked)) {
      return new RingTone(asked);
    }
    return new RingTone(
        PREFIXES.entrySet().stream()
            .filter(prefix -> number.value().startsWith(prefix.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(USUAL));
  }

  /// As Twilio writes it, such as `il`.
  String country() {
    return country;
  }

  /// The next frame.
  @Override
  public Mulaw get() {
    boolean sounds = cadence.sounds(Mulaw.FRAME_LENGTH.multipliedBy(frame));
    Mulaw audio = sounds ? tone() : Mulaw.SILENT_FRAME;
    frame++;
    return audio;
  }

  private Mulaw tone() {
    var samples = new short[Mulaw.FRAME];
    for (int i = 0; i < samples.length; i++) {
      double seconds = (frame * (double) Mulaw.FRAME + i) / Mulaw.RATE;
      double sum = 0;
      for (int hertz : cadence.hertz()) {
        sum += Math.sin(2 * Math.PI * hertz * seconds);
      }
      samples[i] = (short) (AMPLITUDE * sum / cadence.hertz().size());
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
