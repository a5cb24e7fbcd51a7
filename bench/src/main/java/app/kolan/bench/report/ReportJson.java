package app.kolan.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// The report for programs: every window with all that was measured in it.
public final class ReportJson {
  private ReportJson() {}

  public static String write(LoadReport report) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("machine", report.machine());
      json.writeStringField("at", report.at().toString());
      json.writeStringField("command", report.command());
      json.writeArrayFieldStart("windows");
      for (Window window : report.windows()) {
        write(json, window);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Window window) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", window.subject());
    json.writeNumberField("calls", window.calls());
    json.writeNumberField("round", window.round());
    writeDouble(json, "seconds", window.seconds());
    json.writeNumberField("framesIn", window.framesIn());
    json.writeNumberField("messagesOut", window.messagesOut());
    writeDouble(json, "audioSecondsOut", window.audioSecondsOut());
    writeDouble(json, "cpuSeconds", window.cpuSeconds());
    writeDouble(json, "cpuMillisPerCallSecond", window.cpuMillisPerCallSecond());
    writeDouble(json, "cpuMicrosPerFrame", window.cpuMicrosPerFrame());
    writeDouble(json, "generatorBusy", window.generatorBusy());
    writeDouble(json, "othersBusy", window.othersBusy());
    HistogramJson.write(json, "latency", window.latency());
    HistogramJson.write(json, "lateness", window.lateness());
    json.writeNumberField("lost", window.lost());
    json.writeNumberField("late", window.late());
    json.writeNumberField("underruns", window.underruns());
    json.writeNumberField("broken", window.broken());
    writeBytes(json, "heapPerCall", window.heapPerCall());
    writeBytes(json, "rss", window.rss());
    json.writeArrayFieldStart("pauseMillis");
    for (double pause : window.pauses()) {
      json.writeNumber(pause);
    }
    json.writeEndArray();
    writeCourse(json, window);
    json.writeEndObject();
  }

  /// JSON has no NaN: what is not a number is null.
  static void writeDouble(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  private static void writeBytes(JsonGenerator json, String name, long bytes) throws IOException {
    if (bytes == Window.NOT_MEASURED) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, bytes);
    }
  }

  private static void writeCourse(JsonGenerator json, Window window) throws IOException {
    json.writeArrayFieldStart("course");
    for (Window.Second second : window.course()) {
      json.writeStartObject();
      writeDouble(json, "cpu", second.cpu());
      writeDouble(json, "p99Millis", second.p99());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
