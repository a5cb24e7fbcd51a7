package app.kolan.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The latency of TwiML, and its effect on the concurrent calls.
///
/// @param machine what it ran on
/// @param at when it was started
/// @param command how to run it again
public record LatencyReport(
    String machine, Instant at, String command, List<WebhookWindow> windows) {
  private static final List<String> HEAD =
      List.of(
          "server",
          "webhooks/s",
          "talking",
          "clicking",
          "round",
          "answered",
          "failed",
          "TwiML p50",
          "p99",
          "p99.9",
          "max ms",
          "media p50",
          "p99",
          "max ms",
          "pages",
          "failed",
          "p50",
          "p99 ms",
          "CPU",
          "generator",
          "saturated at/s");

  public LatencyReport {
    windows = List.copyOf(windows);
  }

  /// A table for a terminal, one line for each round.
  public String text() {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    windows.forEach(window -> lines.add(cells(window)));
    return ReportTable.write(lines);
  }

  /// Everything that was measured.
  public String json() {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("machine", machine);
      json.writeStringField("at", at.toString());
      json.writeStringField("command", command);
      json.writeArrayFieldStart("windows");
      for (WebhookWindow window : windows) {
        write(json, window);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  private static List<String> cells(WebhookWindow window) {
    return List.of(
        window.subject(),
        NumberFormats.count(window.rate()),
        NumberFormats.count(window.talking()),
        NumberFormats.count(window.clicking()),
        NumberFormats.count(window.round()),
        NumberFormats.count(window.answered()),
        NumberFormats.count(window.failed()),
        NumberFormats.millis(Millis.at(window.twiml(), 50)),
        NumberFormats.millis(Millis.at(window.twiml(), 99)),
        NumberFormats.millis(Millis.at(window.twiml(), 99.9)),
        NumberFormats.millis(Millis.at(window.twiml(), 100)),
        NumberFormats.millis(Millis.at(window.media(), 50)),
        NumberFormats.millis(Millis.at(window.media(), 99)),
        NumberFormats.millis(Millis.at(window.media(), 100)),
        NumberFormats.count(window.pages().getTotalCount()),
        NumberFormats.count(window.pagesFailed()),
        NumberFormats.millis(Millis.at(window.pages(), 50)),
        NumberFormats.millis(Millis.at(window.pages(), 99)),
        NumberFormats.percent(window.cpuSeconds() / window.seconds()),
        NumberFormats.percent(window.generatorBusy()),
        NumberFormats.decimals(window.perSecondAtSaturation(), 0));
  }

  private static void write(JsonGenerator json, WebhookWindow window) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", window.subject());
    json.writeNumberField("rate", window.rate());
    json.writeNumberField("talking", window.talking());
    json.writeNumberField("clicking", window.clicking());
    json.writeNumberField("round", window.round());
    ReportJson.writeDouble(json, "seconds", window.seconds());
    json.writeNumberField("sent", window.sent());
    json.writeNumberField("answered", window.answered());
    json.writeNumberField("failed", window.failed());
    HistogramJson.write(json, "twiml", window.twiml());
    HistogramJson.write(json, "media", window.media());
    HistogramJson.write(json, "pages", window.pages());
    json.writeNumberField("pagesFailed", window.pagesFailed());
    ReportJson.writeDouble(json, "cpuSeconds", window.cpuSeconds());
    ReportJson.writeDouble(json, "perSecondAtSaturation", window.perSecondAtSaturation());
    ReportJson.writeDouble(json, "generatorBusy", window.generatorBusy());
    json.writeEndObject();
  }
}
