package app.kolan.bench.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.endofturn.EndOfTurnWeights;
import app.kolan.server.media.endofturn.HebrewEndOfTurn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class EndOfTurnBenchTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_file_is_scored_and_its_last_lines_are_precision_and_recall() throws IOException {
    int status =
        run(
            """
            # a comment
            אני רוצה לקבוע תור ליום שלישי\tcomplete
            אני רוצה לקבוע תור ל\tincomplete
            המספר שלי הוא אפס חמש\tincomplete\ttelephone
            """);

    assertThat(status).isZero();
    assertThat(text(out).lines().toList())
        .startsWith("3 examples, threshold " + threshold())
        .endsWith("precision 1.000", "recall 1.000");
  }

  @Test
  void a_line_on_which_listeners_do_not_agree_is_not_scored() throws IOException {
    int status =
        run(
            """
            אני רוצה לקבוע תור ל\tincomplete
            שכרתי אצלכם אופניים לפני שבוע\teither
            """);

    assertThat(status).isZero();
    assertThat(text(out)).contains("1 examples,").contains("incomplete: 1 found, 0 missed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one cell|line 1: expected words, a tab, and complete or incomplete, found no tab",
        "words\\tmaybe|line 1: \"maybe\" is neither complete nor incomplete",
        "words\\tcomplete\\tcolour|line 1: \"colour\" is no kind of answer",
        "# nothing|holds no example"
      })
  void a_file_that_is_wrong_is_explained(String content, String message) throws IOException {
    int status = run(content.replace("\\t", "\t"));

    assertThat(status).isEqualTo(2);
    assertThat(text(err)).contains(message);
  }

  @Test
  void weights_that_are_written_are_read_again() {
    String written = EndOfTurnBench.weights(0.7, Map.of("bias", -1.5, "w0:של", 2.25));

    assertThat(EndOfTurnWeights.parse(written))
        .isEqualTo(new EndOfTurnWeights(0.7, Map.of("bias", -1.5, "w0:של", 2.25)));
  }

  private int run(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("some.tsv"), content);
    return EndOfTurnBench.run(
        List.of(file.toString()),
        folder,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String threshold() {
    return String.format(Locale.ROOT, "%.2f", HebrewEndOfTurn.shipped().threshold());
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
