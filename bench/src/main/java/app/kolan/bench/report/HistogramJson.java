package app.kolan.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/// A histogram of microseconds in JSON: a few percentiles for people, and the whole of it in
/// HdrHistogram's compressed form for its tools.
final class HistogramJson {
  private HistogramJson() {}

  static void write(JsonGenerator json, String name, Histogram micros) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", micros.getTotalCount());
    writePercentile(json, "p50", micros, 50);
    writePercentile(json, "p90", micros, 90);
    writePercentile(json, "p99", micros, 99);
    writePercentile(json, "p99.9", micros, 99.9);
    writePercentile(json, "max", micros, 100);
    json.writeStringField("hdrHistogram", encoded(micros));
    json.writeEndObject();
  }

  private static void writePercentile(
      JsonGenerator json, String name, Histogram micros, double percentile) throws IOException {
    if (micros.getTotalCount() == 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, micros.getValueAtPercentile(percentile));
    }
  }

  private static String encoded(Histogram micros) {
    var buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
    int length = micros.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
