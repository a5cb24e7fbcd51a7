package app.kolan.server.media.turns;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TurnAudioTest {
  private final TurnAudio sound = new TurnAudio(3);

  @Test
  void a_turn_begins_with_the_last_moment() {
    remember(1, 2, 3, 4, 5);

    assertThat(sound.begin()).isEqualTo(3);
    add(6, 7);

    assertThat(sound.frames()).isEqualTo(5);
    assertThat(sound.take(5)).isEqualTo(frames(3, 4, 5, 6, 7));
  }

  @Test
  void a_call_may_begin_with_a_turn() {
    assertThat(sound.begin()).isZero();
    add(1);

    assertThat(sound.take(1)).isEqualTo(frames(1));
  }

  @Test
  void what_was_taken_and_what_a_turn_began_with_is_forgotten() {
    remember(1);
    sound.begin();
    add(2, 3);
    sound.take(2);
    remember(4);

    assertThat(sound.frames()).isZero();
    assertThat(sound.begin()).isEqualTo(1);
    assertThat(sound.take(1)).isEqualTo(frames(4));
  }

  @Test
  void the_end_of_a_turn_may_be_left_out() {
    sound.begin();
    add(1, 2, 3);

    assertThat(sound.take(0)).isEqualTo(Mulaw.EMPTY);
  }

  @Test
  void a_long_turn_is_kept_whole() {
    int[] all = IntStream.range(0, 1000).toArray();
    sound.begin();
    add(all);

    assertThat(sound.take(all.length)).isEqualTo(frames(all));
  }

  private void remember(int... numbers) {
    Arrays.stream(numbers).forEach(number -> sound.remember(frame(number)));
  }

  private void add(int... numbers) {
    Arrays.stream(numbers).forEach(number -> sound.add(frame(number)));
  }

  private static Mulaw frames(int... numbers) {
    List<Mulaw> frames = Arrays.stream(numbers).mapToObj(TurnAudioTest::frame).toList();
    return Mulaw.join(frames);
  }

  private static Mulaw frame(int number) {
    var codes = new byte[Mulaw.FRAME];
    Arrays.fill(codes, (byte) number);
    codes[0] = (byte) (number >> 8);
    return Mulaw.of(codes);
  }
}
