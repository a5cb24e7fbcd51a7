package app.kolan.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What becomes of a call that was to be placed is told in Hebrew, too.
@Tag("unit")
class CampaignReasonsTest {
  private static final Path OUTBOUND = Path.of("src/main/java/app/kolan/server/outbound");

  /// The text behind the order in what moves or settles it, and that of constants.
  private static final Pattern REASON =
      Pattern.compile(
          "(?:settle|again|uncertain)\\(\\s*[^;\"]*?\"([^\"]+)\"|(?:STOPPED|AWAY) =\\s*\"([^\"]+)\"");

  @Test
  void every_reason_has_hebrew_words() throws IOException {
    List<String> reasons;
    try (Stream<Path> files = Files.walk(OUTBOUND)) {
      reasons =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(CampaignReasonsTest::read)
              .flatMap(source -> REASON.matcher(source).results())
              .map(CampaignReasonsTest::reason)
              .toList();
    }
    assertThat(reasons).hasSizeGreaterThan(10).contains("its campaign was stopped");
    assertThat(reasons)
        .allSatisfy(
            reason ->
                assertThat(ProblemWords.words(reason, Language.HEBREW))
                    .as(reason)
                    .isNotEqualTo(reason));
  }

  private static String reason(MatchResult found) {
    String text = found.group(1) == null ? found.group(2) : found.group(1);
    return text.endsWith(": ") ? text + "error 21211" : text.endsWith(" ") ? text + "500" : text;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
