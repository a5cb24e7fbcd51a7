package app.kolan.simulator.report;

import app.kolan.simulator.CallMoment;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// One moment as a JSON object: its kind, its time, its words, and the fields of its kind.
final class MomentJson {
  /// What could be somebody's number.
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ -]?\\d){6,}");

  private MomentJson() {}

  static void write(JsonGenerator json, CallMoment moment) throws IOException {
    String name = moment.getClass().getSimpleName();
    json.writeStartObject();
    json.writeStringField("kind", Character.toLowerCase(name.charAt(0)) + name.substring(1));
    json.writeNumberField("atMillis", moment.at().toMillis());
    json.writeStringField("words", moment.words());
    writeOwn(json, moment);
    json.writeEndObject();
  }

  private static void writeOwn(JsonGenerator json, CallMoment moment) throws IOException {
    switch (moment) {
      case CallMoment.WebhookAnswered answered -> {
        url(json, answered.url());
        json.writeNumberField("status", answered.status());
        json.writeNumberField("millis", answered.millis());
        json.writeNumberField("bodyBytes", answered.body().getBytes(StandardCharsets.UTF_8).length);
      }
      case CallMoment.TwimlJudged(_, var reading) -> reading(json, reading);
      case CallMoment.PlayStarted(_, var url, var length) -> {
        url(json, url);
        json.writeNumberField("lengthMillis", length.toMillis());
      }
      case CallMoment.SayStarted(_, var text, var voice, var length) -> {
        json.writeStringField("text", masked(text));
        json.writeStringField("voice", voice);
        json.writeNumberField("lengthMillis", length.toMillis());
      }
      case CallMoment.Gathered(_, var digits) -> json.writeStringField("digits", digits);
      case CallMoment.FaultPlayed(_, var fault) -> json.writeStringField("fault", fault.line());
      case CallMoment.StreamOpened(_, var streamSid, var url, var twoWay) -> {
        json.writeStringField("streamSid", streamSid);
        url(json, url);
        json.writeBooleanField("twoWay", twoWay);
      }
      case CallMoment.EventSent(_, var streamSid, var event) -> {
        json.writeStringField("streamSid", streamSid);
        event(json, event);
      }
      case CallMoment.CommandReceived(_, var command, var name, var audio) -> {
        json.writeStringField("command", CallReportJson.word(command));
        json.writeStringField("name", name);
        json.writeNumberField("audioMillis", audio.toMillis());
      }
      case CallMoment.AgentSpoke(_, var prompt, var from, var to, var whole) -> {
        json.writeStringField("prompt", prompt);
        json.writeNumberField("fromMillis", from.toMillis());
        json.writeNumberField("toMillis", to.toMillis());
        json.writeBooleanField("whole", whole);
      }
      case CallMoment.CallerSpoke(_, var clip, var from, var to) -> {
        json.writeStringField("clip", clip);
        json.writeNumberField("fromMillis", from.toMillis());
        json.writeNumberField("toMillis", to.toMillis());
      }
      case CallMoment.StreamEnded(_, var streamSid, var by, var closeCode) -> {
        json.writeStringField("streamSid", streamSid);
        json.writeStringField("by", CallReportJson.word(by));
        json.writeNumberField("closeCode", closeCode);
      }
      case CallMoment.Recorded(_, var recordingSid, var length) -> {
        json.writeStringField("recordingSid", recordingSid);
        json.writeNumberField("lengthMillis", length.toMillis());
      }
      case CallMoment.Dialled(_, var number, var status) -> {
        json.writeStringField("number", number.masked());
        json.writeStringField("status", status);
      }
      case CallMoment.Rang(_, var country, var from, var to) -> {
        json.writeStringField("country", country);
        json.writeNumberField("fromMillis", from.toMillis());
        json.writeNumberField("toMillis", to.toMillis());
      }
      case CallMoment.StatusSent(_, var url, var status, var answer) -> {
        url(json, url);
        json.writeStringField("status", status);
        json.writeNumberField("answer", answer);
      }
      case CallMoment.ProblemRaised(_, var problem, var detail) ->
          CallReportJson.problem(json, problem, detail);
      case CallMoment.CallEnded(_, var reason, var length) -> {
        json.writeStringField("reason", CallReportJson.word(reason));
        json.writeNumberField("lengthMillis", length.toMillis());
      }
      case CallMoment.CallAnswered _,
          CallMoment.GatherStarted _,
          CallMoment.Interrupted _,
          CallMoment.RecordingStarted _ -> {}
    }
  }

  private static void reading(JsonGenerator json, TwimlReading reading) throws IOException {
    switch (reading) {
      case TwimlReading.Understood(var twiml, var findings) -> {
        json.writeBooleanField("understood", true);
        json.writeArrayFieldStart("verbs");
        for (Verb verb : twiml.verbs()) {
          json.writeString(name(verb));
        }
        json.writeEndArray();
        findings(json, findings);
      }
      case TwimlReading.Refused(var finding) -> {
        json.writeBooleanField("understood", false);
        json.writeArrayFieldStart("verbs");
        json.writeEndArray();
        findings(json, List.of(finding));
      }
    }
  }

  private static void findings(JsonGenerator json, List<TwimlReading.Finding> findings)
      throws IOException {
    json.writeArrayFieldStart("findings");
    for (TwimlReading.Finding finding : findings) {
      json.writeStartObject();
      CallReportJson.problem(json, finding.problem(), finding.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The verb's name in TwiML.
  private static String name(Verb verb) {
    return verb instanceof Verb.RecordCaller ? "Record" : verb.getClass().getSimpleName();
  }

  private static void event(JsonGenerator json, StreamEvent event) throws IOException {
    switch (event) {
      case StreamEvent.Connected _ -> json.writeStringField("event", "connected");
      case StreamEvent.Started started -> {
        json.writeStringField("event", "start");
        strings(json, "tracks", started.tracks());
        strings(json, "parameters", started.parameters().keySet().stream().sorted().toList());
      }
      case StreamEvent.Media _ -> json.writeStringField("event", "media");
      case StreamEvent.Dtmf(_, var digit) -> {
        json.writeStringField("event", "dtmf");
        json.writeStringField("digit", String.valueOf(digit));
      }
      case StreamEvent.MarkReached(_, var name) -> {
        json.writeStringField("event", "mark");
        json.writeStringField("name", name);
      }
      case StreamEvent.Stopped _ -> json.writeStringField("event", "stop");
      case StreamEvent.Unknown(var name) -> json.writeStringField("event", name);
    }
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String masked(String text) {
    return NUMBER.matcher(text).replaceAll(found -> new PhoneNumber(found.group()).masked());
  }

  /// Without the query, in which secrets may travel.
  private static void url(JsonGenerator json, URI url) throws IOException {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    json.writeStringField("url", url.getScheme() + "://" + url.getHost() + port + url.getRawPath());
  }
}
