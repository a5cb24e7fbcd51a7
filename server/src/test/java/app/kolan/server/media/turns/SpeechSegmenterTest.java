package app.kolan.server.media.turns;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.turns.TurnTaking.Decision;
import app.kolan.server.media.vad.Allocation;
import app.kolan.server.media.vad.EnergyVad;
import app.kolan.server.media.vad.LineSounds;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class SpeechSegmenterTest {
  private static final Mulaw WORDS = Sounds.speechLike("a few words", Duration.ofSeconds(2));

  private final SpeechSegmenter segmenter =
      new SpeechSegmenter(Track.INBOUND, new EnergyVad(), TurnTiming.USUAL);
  private final List<SpeechSegment> heard = new ArrayList<>();

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
    assertThat(segmenter.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void frames_of_any_size_are_heard_alike() {
    Mulaw all =
        Mulaw.join(
            List.of(
                Mulaw.silence(Duration.ofSeconds(1)), WORDS, Mulaw.silence(Duration.ofSeconds(1))));
    for (int at = 0, size = 1; at < all.length(); at += size, size = size % 700 + 37) {
      segmenter.cut(all.slice(at, at + size), 0, this::hear);
    }

    assertThat(heard).hasSize(1);
    assertThat(segmenter.elapsed()).isBetween(Duration.ofMillis(3960), Duration.ofSeconds(4));
  }

  @Test
  void a_gap_in_the_timestamps_is_heard_as_silence() {
    assertThat(cut(500)).isEqualTo(26);
  }

  @Test
  void a_gap_is_never_longer_than_two_seconds() {
    assertThat(cut(1L << 60)).isEqualTo(101);
  }

  @Test
  void jitter_in_the_timestamps_is_no_gap() {
    assertThat(cut(35)).isEqualTo(1);
    assertThat(cut(-5)).isEqualTo(1);
  }

  @Test
  void speech_that_a_hang_up_cuts_off_is_kept() {
    hear(Mulaw.silence(Duration.ofSeconds(1)));
    hear(WORDS.slice(0, 8000));

    assertThat(segmenter.cutOff())
        .hasValueSatisfying(
            speech -> assertThat(speech.audio().duration()).isGreaterThan(Duration.ofMillis(900)));
    assertThat(segmenter.cutOff()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(VadFactories.class)
  void a_frame_of_silence_costs_no_memory(VadFactories detector) {
    var quiet = new SpeechSegmenter(Track.INBOUND, detector.fresh(), TurnTiming.USUAL);
    Mulaw frame = LineSounds.noise(20, 1).slice(0, Mulaw.FRAME);
    Consumer<Mulaw> hear = each -> quiet.hear(each, false);

    long bytes = Allocation.bytesOf(() -> repeat(5000, () -> quiet.cut(frame, 0, hear)));

    assertThat(bytes / 5000).isZero();
  }

  @ParameterizedTest
  @EnumSource(VadFactories.class)
  void a_frame_of_speech_costs_its_place_in_the_turn(VadFactories detector) {
    var listening = new SpeechSegmenter(Track.INBOUND, detector.fresh(), TurnTiming.USUAL);
    List<Mulaw> frames = new ArrayList<>();
    new SpeechSegmenter(Track.INBOUND, detector.fresh(), TurnTiming.USUAL)
        .cut(WORDS, 0, frames::add);
    var turn = new int[1];
    Consumer<Mulaw> hear =
        each -> turn[0] += listening.hear(each, false).contains(Decision.BEGAN) ? 1 : 0;

    Runnable tenSeconds =
        () -> repeat(5, () -> frames.forEach(each -> listening.cut(each, 0, hear)));
    long bytes = Allocation.bytesOf(tenSeconds);

    assertThat(turn[0]).isPositive();
    assertThat(bytes / (5L * frames.size())).isLessThan(Mulaw.FRAME + 24L);
  }

  @Test
  void silence_is_no_turn() {
    hear(Mulaw.silence(Duration.ofSeconds(30)));

    assertThat(heard).isEmpty();
    assertThat(segmenter.cutOff()).isEmpty();
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  private void hear(Mulaw audio) {
    for (int at = 0; at + Mulaw.FRAME <= audio.length(); at += Mulaw.FRAME) {
      if (segmenter.hear(audio.slice(at, at + Mulaw.FRAME), false).contains(Decision.ENDED)) {
        heard.add(segmenter.takeTurn());
      }
    }
  }

  /// The number of frames from one message with this timestamp.
  private int cut(long timestamp) {
    var frames = new ArrayList<Mulaw>();
    segmenter.cut(Mulaw.SILENT_FRAME, timestamp, frames::add);
    return frames.size();
  }
}
