package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_histogram_can_be_read_back_whole() throws Exception {
    Histogram latency = Samples.micros(80, 90, 25_000);

    JsonNode window = first(Samples.window("kolan", 500, 1, 3, latency));

    assertThat(window.at("/latency/count").asLong()).isEqualTo(3);
    assertThat(window.at("/latency/p50").asLong()).isEqualTo(90);
    byte[] encoded = Base64.getDecoder().decode(window.at("/latency/hdrHistogram").asText());
    assertThat(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0))
        .isEqualTo(latency);
  }

  @Test
  void every_component_of_a_window_is_there() throws Exception {
    JsonNode window = first(Samples.window("kolan", 500, 1, 3));

    assertThat(window.at("/cpuMillisPerCallSecond").asDouble()).isEqualTo(0.6);
    for (var component : Window.class.getRecordComponents()) {
      String name = component.getName().equals("pauses") ? "pauseMillis" : component.getName();
      assertThat(window.has(name)).as(name).isTrue();
    }
  }

  @Test
  void nothing_measured_gives_null() throws Exception {
    JsonNode window = first(Samples.empty("kolan"));

    assertThat(window.at("/latency/p99").isNull()).isTrue();
    assertThat(window.at("/heapPerCall").isNull()).isTrue();
    assertThat(window.at("/cpuMillisPerCallSecond").asDouble()).isZero();
  }

  private static JsonNode first(Window window) throws Exception {
    var report = new LoadReport("a \"machine\"", Samples.NOON, "bench/run calls", List.of(window));
    JsonNode json = JSON.readTree(ReportJson.write(report));
    assertThat(json.at("/machine").asText()).isEqualTo("a \"machine\"");
    return json.at("/windows/0");
  }
}
