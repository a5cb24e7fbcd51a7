package app.kolan.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class QrCodeTest {
  /// Read by jsQR 1.4.0.
  private static final String HI =
      """
      #######....##.#######
      #.....#.####..#.....#
      #.###.#...###.#.###.#
      #.###.#..#.#..#.###.#
      #.###.#.#####.#.###.#
      #.....#..#.#..#.....#
      #######.#.#.#.#######
      ..........#..........
      #.#.#.#..##.#...#..#.
      #.##......##.#.#.####
      ....#.###.##.###.####
      ..#.##.#.#.###.###.#.
      ##.#..#.####.###..#..
      ........#.....#...###
      #######..#..#...#..##
      #.....#..##...#...###
      #.###.#.###.#.#.#.#.#
      #.###.#..###.#.#.#.#.
      #.###.#.####.###.##.#
      #.....#..#####.###.#.
      #######.##.#.###.####
      """;

  @Test
  void a_short_text_is_the_code_that_a_reader_has_read() {
    QrCode code = QrCode.of("hi").orElseThrow();

    assertThat(code.side()).as("with four light cells on each side").isEqualTo(29);
    String drawn =
        IntStream.range(0, 21)
            .mapToObj(
                y ->
                    IntStream.range(0, 21)
                        .mapToObj(x -> code.isDark(x, y) ? "#" : ".")
                        .collect(Collectors.joining()))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(drawn).isEqualTo(HI);
    assertThat(code.path()).startsWith("M4 4h7v1h-7z");
  }

  /// The published example of "HELLO WORLD" in version 1 with correction M.
  @Test
  void bytes_have_the_correction_of_the_standard() {
    byte[] data = {
      32,
      91,
      11,
      120,
      (byte) 209,
      114,
      (byte) 220,
      77,
      67,
      64,
      (byte) 236,
      17,
      (byte) 236,
      17,
      (byte) 236,
      17
    };

    assertThat(ReedSolomon.remainder(data, 0, data.length, 10))
        .containsExactly(196, 35, 39, 119, 235, 215, 231, 226, 93, 23);
  }

  @Test
  void a_text_has_the_smallest_code_that_it_fits_in() {
    assertThat(QrCode.of("x".repeat(14)).orElseThrow().side()).isEqualTo(29);
    assertThat(QrCode.of("x".repeat(15)).orElseThrow().side()).isEqualTo(33);
    assertThat(QrCode.of("x".repeat(412)).orElseThrow().side()).isEqualTo(85);
    assertThat(QrCode.of("x".repeat(413))).isEmpty();
  }
}
