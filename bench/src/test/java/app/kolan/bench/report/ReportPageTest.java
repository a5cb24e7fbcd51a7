package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportPageTest {
  /// Where a person can look at the page.
  private static final Path SAMPLE = Path.of("target", "report-sample.html");

  @Test
  void the_page_needs_nothing_from_elsewhere() throws Exception {
    String page = ReportPage.write(Samples.run());
    Files.createDirectories(SAMPLE.toAbsolutePath().getParent());
    Files.writeString(SAMPLE, page);

    assertThat(page)
        .contains("prefers-color-scheme: dark")
        .doesNotContain("<script", "<link", "<img", "src=", "http://", "https://", "url(");
  }

  @Test
  void every_number_of_calls_has_its_three_charts() {
    String page = ReportPage.write(Samples.run());

    assertThat(page.split("<svg ", -1)).hasSize(1 + 3 * 3);
    assertThat(page.split("<path class=\"line ", -1)).hasSize(1 + 3 * 2 * 5);
    assertThat(page.split("<rect class=\"bar ", -1)).hasSize(1 + 3 * 5);
  }

  @Test
  void nothing_measured_gives_a_page_all_the_same() {
    assertThat(ReportPage.write(ReportTextTest.emptyReport()))
        .doesNotContain("NaN", "Infinity")
        .contains("–");
    assertThat(ReportPage.write(new LoadReport("", Samples.NOON, "", List.of())))
        .endsWith("</html>\n");
  }

  @Test
  void what_a_machine_is_called_cannot_break_the_page() {
    var report = new LoadReport("<b>\"&", Samples.NOON, "a < b", List.of());

    assertThat(ReportPage.write(report)).contains("&lt;b&gt;&quot;&amp;", "a &lt; b");
  }
}
