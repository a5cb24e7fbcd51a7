package app.kolan.simulator;

import app.kolan.simulator.account.Pages;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.webhook.CallStatus;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A call as the REST interface shows it.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource#call-properties
final class CallResourceJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> ALWAYS_NULL =
      List.of(
          "annotation",
          "answered_by",
          "caller_name",
          "forwarded_from",
          "group_sid",
          "parent_call_sid",
          "phone_number_sid",
          "price",
          "trunk_sid");

  private CallResourceJson() {}

  /// A call as it is now.
  static RestAnswer of(SimulatedCall call) {
    return RestAnswer.json(200, text(call, call.status()));
  }

  /// A call that was placed just now.
  static RestAnswer placed(SimulatedCall call) {
    return RestAnswer.json(201, text(call, CallStatus.QUEUED));
  }

  /// A page of the list, the newest first: those of a caller or a called number, when the query
  /// says so.
  static RestAnswer list(String accountSid, List<SimulatedCall> all, URI request) {
    FormPairs query = query(request);
    List<SimulatedCall> found =
        all.reversed().stream()
            .filter(call -> isAskedFor(query, "From", call.settings().caller().value()))
            .filter(call -> isAskedFor(query, "To", call.settings().called().value()))
            .filter(call -> isAskedFor(query, "Status", call.status().wire()))
            .toList();
    Pages page = Pages.of(query);
    String path = "/2010-04-01/Accounts/%s/Calls.json".formatted(accountSid);
    var text =
        new StringBuilder("{\"page\":%d,\"page_size\":%d,".formatted(page.number(), page.size()));
    text.append("\"next_page_uri\":")
        .append(page.isLast(found) ? "null" : "\"" + path + "?" + page.next() + "\"")
        .append(",\"calls\":[");
    text.append(
        page.cut(found).stream()
            .map(call -> text(call, call.status()))
            .collect(Collectors.joining(",")));
    return RestAnswer.json(200, text.append("]}").toString());
  }

  private static boolean isAskedFor(FormPairs query, String name, String value) {
    return query.first(name).map(value::equals).orElse(true);
  }

  private static FormPairs query(URI request) {
    try {
      return FormPairs.parse(Optional.ofNullable(request.getRawQuery()).orElse(""));
    } catch (MalformedForm _) {
      return FormPairs.NONE;
    }
  }

  private static String text(SimulatedCall call, CallStatus status) {
    CarrierSettings settings = call.settings();
    String uri =
        "/2010-04-01/Accounts/%s/Calls/%s".formatted(settings.accountSid(), call.callSid());
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("sid", call.callSid());
      json.writeStringField("account_sid", settings.accountSid());
      json.writeStringField("api_version", CallParameters.API_VERSION);
      json.writeStringField("from", settings.caller().value());
      json.writeStringField("from_formatted", settings.caller().value());
      json.writeStringField("to", settings.called().value());
      json.writeStringField("to_formatted", settings.called().value());
      json.writeStringField("status", status.wire());
      json.writeStringField("direction", call.direction());
      json.writeStringField(
          "duration",
          status.isEnd() ? Long.toString(StatusCallbackSender.seconds(call.length())) : null);
      json.writeStringField("date_created", date(call.timeOf(Duration.ZERO)));
      json.writeStringField("date_updated", StatusCallbackSender.now());
      json.writeStringField("start_time", date(time(call, CallMoment.CallAnswered.class)));
      json.writeStringField("end_time", date(time(call, CallMoment.CallEnded.class)));
      json.writeStringField("price_unit", "USD");
      json.writeStringField("queue_time", "0");
      for (String name : ALWAYS_NULL) {
        json.writeNullField(name);
      }
      json.writeStringField("uri", uri + ".json");
      json.writeObjectFieldStart("subresource_uris");
      json.writeStringField("recordings", uri + "/Recordings.json");
      json.writeStringField("streams", uri + "/Streams.json");
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  private static @Nullable Instant time(
      SimulatedCall call, Class<? extends CallMoment> momentKind) {
    return call.moments().stream()
        .filter(momentKind::isInstance)
        .findFirst()
        .map(moment -> call.timeOf(moment.at()))
        .orElse(null);
  }

  private static @Nullable String date(@Nullable Instant time) {
    return time == null
        ? null
        : DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
  }
}
