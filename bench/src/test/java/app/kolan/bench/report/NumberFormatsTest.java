package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NumberFormatsTest {
  @Test
  void few_milliseconds_are_written_more_exactly_than_many() {
    assertThat(List.of(0.0512, 3.14159, 41.26, 1234.5).stream().map(NumberFormats::millis))
        .containsExactly("0.051", "3.14", "41.3", "1,235");
  }

  @Test
  void half_is_rounded_up() {
    assertThat(NumberFormats.decimals(1.25, 1)).isEqualTo("1.3");
    assertThat(NumberFormats.percent(0.995)).isEqualTo("100 %");
    assertThat(NumberFormats.kibibytes(1536)).isEqualTo("1.5");
  }

  @Test
  void what_is_not_a_number_is_a_dash() {
    assertThat(List.of(Double.NaN, Double.POSITIVE_INFINITY).stream().map(NumberFormats::millis))
        .containsOnly("–");
    assertThat(NumberFormats.percent(0.0 / 0.0)).isEqualTo("–");
    assertThat(NumberFormats.mebibytes(ReportRow.measured(Window.NOT_MEASURED))).isEqualTo("–");
  }
}
