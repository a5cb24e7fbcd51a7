package app.kolan.server.telephony.rest;

import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The calls that an account places. Any thread may use it.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource
public final class PlacedCalls {
  /// How long the creation of a call is waited for.
  public static final Duration CREATION = Duration.ofSeconds(10);

  private static final int LOOKED_AT = 50;
  private static final String BY_REST = "outbound-api";

  private final TwilioRest twilio;

  public PlacedCalls(TwilioRest twilio) {
    this.twilio = twilio;
  }

  /// A call, as Twilio knows it.
  ///
  /// @param seconds how long it lasted; 0 before its end
  public record PlacedCall(CallSid sid, CallStatus status, int seconds, Instant createdAt) {}

  /// What a call is placed with.
  ///
  /// @param instructions the URL that is asked once somebody answers
  /// @param news the URL of the call's status callbacks
  /// @param detection the URL of the callback that says whether a human or a machine has answered,
  ///   once the machine has ended its greeting; null when that is not asked for, which costs
  ///   nothing
  /// @param fallback the URL that is asked when the one for instructions cannot be; null for none
  /// @param ringing how long it may ring, in whole seconds
  public record Order(
      PhoneNumber to,
      PhoneNumber from,
      String instructions,
      String news,
      @Nullable String detection,
      @Nullable String fallback,
      Duration ringing) {}

  /// Places a call, once: nothing is repeated, since Twilio would call twice. Without an answer it
  /// may have been placed all the same.
  public RestResult<CallSid> place(Order order) throws InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("To", order.to().value());
    form.put("From", order.from().value());
    form.put("Url", order.instructions());
    form.put("StatusCallback", order.news());
    form.put("StatusCallbackEvent", "initiated ringing answered completed");
    if (order.detection() != null) {
      form.put("MachineDetection", "DetectMessageEnd");
      form.put("AsyncAmd", "true");
      form.put("AsyncAmdStatusCallback", order.detection());
    }
    if (order.fallback() != null) {
      form.put("FallbackUrl", order.fallback());
    }
    form.put("Timeout", Long.toString(order.ringing().toSeconds()));
    return then(
        twilio.post("/Calls.json", form, CREATION),
        json -> {
          try {
            return new Given<>(new CallSid(json.path("sid").asText("")));
          } catch (IllegalArgumentException _) {
            return new Unreachable<>("the answer names no call");
          }
        });
  }

  /// The calls between two numbers that were placed by REST since a moment, the newest first: none
  /// that a document dialled, such as one that hands a caller over. Twilio is not asked for a time:
  /// it filters by the start, which a call has only once it is answered.
  public RestResult<List<PlacedCall>> since(PhoneNumber to, PhoneNumber from, Instant moment)
      throws InterruptedException {
    String query = "?To=%s&From=%s&PageSize=%d".formatted(encoded(to), encoded(from), LOOKED_AT);
    return then(
        twilio.get("/Calls.json" + query),
        json ->
            json.path("calls").isArray()
                ? new Given<>(
                    StreamSupport.stream(json.path("calls").spliterator(), false)
                        .filter(one -> one.path("direction").asText("").equals(BY_REST))
                        .flatMap(one -> call(one).stream())
                        .filter(call -> !call.createdAt().isBefore(moment))
                        .toList())
                : new Unreachable<>("the answer lists no calls"));
  }

  /// The legs that a call has dialled, the newest first.
  public RestResult<List<PlacedCall>> legs(CallSid parent) throws InterruptedException {
    return then(
        twilio.get("/Calls.json?ParentCallSid=" + parent.value()),
        json ->
            new Given<>(
                StreamSupport.stream(json.path("calls").spliterator(), false)
                    .filter(one -> one.path("parent_call_sid").asText("").equals(parent.value()))
                    .flatMap(one -> call(one).stream())
                    .toList()));
  }

  /// A call as it is now.
  public RestResult<PlacedCall> find(CallSid sid) throws InterruptedException {
    return then(
        twilio.get("/Calls/%s.json".formatted(sid.value())),
        json ->
            call(json)
                .<RestResult<PlacedCall>>map(Given::new)
                .orElseGet(() -> new Unreachable<>("the answer is no call")));
  }

  /// Ends a call, or takes back one that rings.
  public RestResult<CallSid> end(CallSid sid) throws InterruptedException {
    return then(
        twilio.post(
            "/Calls/%s.json".formatted(sid.value()), Map.of("Status", "completed"), CREATION),
        _ -> new Given<>(sid));
  }

  private static <T> RestResult<T> then(
      RestResult<JsonNode> answer, Function<JsonNode, RestResult<T>> read) {
    return switch (answer) {
      case Given<JsonNode>(JsonNode json) -> read.apply(json);
      case Refused<JsonNode>(int status, Integer code) -> new Refused<>(status, code);
      case Unreachable<JsonNode>(String why) -> new Unreachable<>(why);
    };
  }

  private static Optional<PlacedCall> call(JsonNode json) {
    try {
      var sid = new CallSid(json.path("sid").asText(""));
      Instant created =
          ZonedDateTime.parse(
                  json.path("date_created").asText(""), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant();
      return CallStatus.ofWire(json.path("status").asText(""))
          .map(status -> new PlacedCall(sid, status, json.path("duration").asInt(0), created));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String encoded(PhoneNumber number) {
    return URLEncoder.encode(number.value(), StandardCharsets.UTF_8);
  }
}
