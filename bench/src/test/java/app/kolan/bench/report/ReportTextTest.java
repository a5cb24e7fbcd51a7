package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportTextTest {
  @Test
  void figures_stand_below_each_other() {
    String text = ReportText.write(Samples.run());

    List<List<String>> tables =
        Arrays.stream(text.split("\n\n"))
            .map(part -> part.lines().filter(line -> line.matches(".*\\S {2,}\\S.*")).toList())
            .filter(lines -> lines.size() > 1)
            .toList();
    assertThat(tables).hasSize(3);
    assertThat(tables)
        .allSatisfy(lines -> assertThat(lines).hasSize(16))
        .allSatisfy(
            lines ->
                assertThat(lines.stream().map(String::length))
                    .containsOnly(lines.getFirst().length()));
  }

  @Test
  void the_cost_is_compared_with_every_other_subject() {
    var report =
        new LoadReport(
            "a machine",
            Samples.NOON,
            "bench/run calls",
            List.of(Samples.window("kolan", 500, 1, 3), Samples.window("vertx-bare", 500, 1, 2.5)));

    assertThat(
            ReportText.write(report).lines().filter(line -> line.startsWith("kolan")).findFirst())
        .hasValueSatisfying(
            line -> assertThat(line.split(" {2,}")).contains("0.600", "12.0", "1.20"));
  }

  @Test
  void nothing_measured_gives_dashes() {
    String text = ReportText.write(emptyReport());

    assertThat(text).contains("–").doesNotContain("NaN", "Infinity", "-1");
  }

  static LoadReport emptyReport() {
    return new LoadReport(
        "a machine",
        Samples.NOON,
        "bench/run calls",
        List.of(Samples.empty("kolan"), Samples.empty("vertx-bare")));
  }
}
