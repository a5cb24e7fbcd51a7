package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NoiseFloorTest {
  private static final int LEAVING = NoiseFloor.MEMORY;

  private final NoiseFloor low = new NoiseFloor(0, LEAVING);
  private final short[] memory = new short[LEAVING + NoiseFloor.LEAVING];

  @Test
  void it_falls_faster_than_it_rises() {
    low.begin(memory);
    hear(0, 100, 800);

    assertThat(hear(100, 120, 400)).isLessThan(450);
    assertThat(hear(120, 320, 800)).isBetween(450, 750);
  }

  /// It runs through more frames than a short can count.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30, 700})
  void it_is_what_counting_the_ages_gives(int range) {
    low.begin(memory);
    var counted = new CountedAges();
    var random = new Random(range);
    for (int frame = 0; frame < 70_000; frame++) {
      int slope = frame % 900 < 300 ? frame % 900 : 0;
      int energy = 400 + slope + random.nextInt(range);

      assertThat(low.add(memory, energy, frame))
          .as("frame %d", frame)
          .isEqualTo(counted.add(energy, frame));
    }
  }

  private int hear(int from, int to, int energy) {
    int last = 0;
    for (int frame = from; frame < to; frame++) {
      last = low.add(memory, energy, frame);
    }
    return last;
  }

  /// The rule in its plain form: every kept energy has an age, and each frame makes all older.
  private static final class CountedAges {
    private record Kept(int energy, int age) {}

    private final List<Kept> kept = new ArrayList<>();
    private int smoothed = 1600;

    int add(int energy, int frame) {
      for (int i = 0; i < kept.size(); i++) {
        Kept one = kept.get(i);
        if (one.age() == 100) {
          kept.remove(i); // and what moves up grows no older in this frame
        } else {
          kept.set(i, new Kept(one.energy(), one.age() + 1));
        }
      }
      kept.add(new Kept(energy, 1));
      kept.sort(Comparator.comparingInt(Kept::energy)); // stable: the newest is the last of equals
      if (kept.size() > 16) {
        kept.removeLast();
      }
      int median = frame > 2 ? at(2) : frame > 0 ? at(0) : 1600;
      int alpha = frame == 0 ? 0 : median < smoothed ? 6553 : 32439;
      smoothed = (short) (((alpha + 1) * smoothed + (32767 - alpha) * median + 16384) >> 15);
      return smoothed;
    }

    private int at(int index) {
      return index < kept.size() ? kept.get(index).energy() : 10_000;
    }
  }
}
