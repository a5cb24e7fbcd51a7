package app.kolan.simulator.report;

import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.ScriptFailure;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A call as JSON; docs/simulator.md has its shape. Keys may be added, but are never removed.
///
/// Bodies of answers, parameters of streams and queries of URLs are left out, since tickets and
/// numbers travel in them; numbers that the server names are masked.
public final class CallReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  private CallReportJson() {}

  /// A call that is over.
  ///
  /// @param audio where its sound is, a file's path or a URL; null when it was not kept
  public static String of(CallReport report, @Nullable String audio) {
    return written(
        json -> {
          json.writeStringField("callSid", report.callSid());
          json.writeStringField("state", "ended");
          json.writeStringField("end", word(report.end()));
          json.writeStringField("endedBy", endedBy(report));
          json.writeNumberField("lengthMillis", report.length().toMillis());
          json.writeArrayFieldStart("problems");
          for (var raised : report.moments(CallMoment.ProblemRaised.class).toList()) {
            json.writeStartObject();
            json.writeNumberField("atMillis", raised.at().toMillis());
            problem(json, raised.problem(), raised.detail());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("failures");
          for (ScriptFailure failure : report.failures()) {
            failure(json, failure);
          }
          json.writeEndArray();
          moments(json, report.moments());
          json.writeStringField("audio", audio);
        });
  }

  /// A call that still lasts: what happened so far.
  public static String live(SimulatedCall call) {
    return written(
        json -> {
          json.writeStringField("callSid", call.callSid());
          json.writeStringField("state", "live");
          moments(json, call.moments());
        });
  }

  private static void failure(JsonGenerator json, ScriptFailure failure) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", failure.line());
    json.writeStringField("text", failure.text());
    json.writeNumberField("atMillis", failure.at().toMillis());
    json.writeStringField("reason", failure.reason());
    json.writeEndObject();
  }

  private static void moments(JsonGenerator json, List<CallMoment> moments) throws IOException {
    json.writeArrayFieldStart("moments");
    for (CallMoment moment : moments) {
      MomentJson.write(json, moment);
    }
    json.writeEndArray();
  }

  static void problem(JsonGenerator json, Problem problem, String detail) throws IOException {
    json.writeNumberField("code", problem.code());
    json.writeStringField("level", word(problem.level()));
    json.writeStringField("name", problem.name());
    json.writeStringField("detail", detail);
    json.writeStringField("page", Problems.page(problem.code()));
  }

  /// A constant's name as Twilio writes its own: `in-progress`.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String endedBy(CallReport report) {
    if (report.endedByCaller()) {
      return "caller";
    }
    return report.endedByServer() ? "server" : "carrier";
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String written(Content content) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }
}
