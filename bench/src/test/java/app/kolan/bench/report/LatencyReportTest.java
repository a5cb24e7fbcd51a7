package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LatencyReportTest {
  @Test
  void the_table_has_a_line_for_each_round() {
    LatencyReport report = report(window(Samples.micros(4000, 5000), Samples.micros(90), 21_000));

    List<String> lines = report.text().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).hasSameSizeAs(lines.getLast());
    assertThat(lines.getLast())
        .contains("200", "4.00", "5.00", "0.090", "50", "31.0", "70 %", "21,000");
  }

  @Test
  void nothing_measured_gives_dashes_and_nulls() throws Exception {
    LatencyReport report = report(window(Samples.micros(), Samples.micros(), Double.NaN));

    assertThat(report.text()).contains("–").doesNotContain("NaN");
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.at("/windows/0/perSecondAtSaturation").isNull()).isTrue();
    assertThat(json.at("/windows/0/twiml/p99").isNull()).isTrue();
  }

  private static LatencyReport report(WebhookWindow window) {
    return new LatencyReport("a machine", Samples.NOON, "bench/run webhooks", List.of(window));
  }

  private static WebhookWindow window(Histogram twiml, Histogram media, double saturation) {
    return new WebhookWindow(
        "kolan",
        200,
        300,
        50,
        1,
        10,
        2000,
        2000,
        0,
        twiml,
        media,
        Samples.micros(31_000),
        0,
        7,
        saturation,
        0.4);
  }
}
