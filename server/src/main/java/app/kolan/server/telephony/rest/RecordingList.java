package app.kolan.server.telephony.rest;

import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages that an account has recorded, as Twilio lists them, and the calls that they are of.
/// Any thread may use it.
///
/// Source: https://www.twilio.com/docs/voice/api/recording#read-multiple-recording-resources and
/// https://www.twilio.com/docs/voice/api/call-resource#fetch-a-call-resource
public final class RecordingList {
  private static final int MOST_PAGES = 100;

  /// What `<Record>` makes; other recordings of an account are no messages.
  private static final String MESSAGE = "RecordVerb";

  private final TwilioRest twilio;

  public RecordingList(TwilioRest twilio) {
    this.twilio = twilio;
  }

  /// A message that is recorded to its end, whether it can be fetched yet or not.
  ///
  /// @param length null while Twilio does not state it
  public record Message(
      RecordingSid sid, CallSid call, Instant createdAt, @Nullable Duration length) {}

  /// A call, as Twilio remembers it.
  public record RecordedCall(PhoneNumber caller, PhoneNumber called, Instant createdAt) {}

  /// The messages that were recorded since a moment, the newest first. Twilio is asked for days,
  /// which it documents.
  public RestResult<List<Message>> since(Instant moment) throws InterruptedException {
    var messages = new ArrayList<Message>();
    String query =
        "?PageSize=1000&%s=%s"
            .formatted(
                URLEncoder.encode("DateCreated>", StandardCharsets.UTF_8),
                moment.atOffset(ZoneOffset.UTC).toLocalDate());
    for (int page = 0; page < MOST_PAGES && !query.isEmpty(); page++) {
      switch (twilio.get("/Recordings.json" + query)) {
        case Given<JsonNode>(JsonNode json) -> {
          for (JsonNode one : json.path("recordings")) {
            message(one)
                .filter(message -> !message.createdAt().isBefore(moment))
                .ifPresent(messages::add);
          }
          query = queryOf(json.path("next_page_uri").asText(""));
        }
        case Refused<JsonNode>(int status, Integer code) -> {
          return new Refused<>(status, code);
        }
        case Unreachable<JsonNode>(String why) -> {
          return new Unreachable<>(why);
        }
      }
    }
    return new Given<>(messages);
  }

  /// Whether a message was recorded in a call to its end.
  public RestResult<Boolean> hasMessage(CallSid call) throws InterruptedException {
    return switch (twilio.get("/Recordings.json?PageSize=1000&CallSid=" + call.value())) {
      case Given<JsonNode>(JsonNode json) -> {
        boolean found = false;
        for (JsonNode one : json.path("recordings")) {
          found |= message(one).filter(message -> message.call().equals(call)).isPresent();
        }
        yield new Given<>(found);
      }
      case Refused<JsonNode>(int status, Integer code) -> new Refused<>(status, code);
      case Unreachable<JsonNode>(String why) -> new Unreachable<>(why);
    };
  }

  /// A call; its fields are empty where Twilio states nothing that can be understood.
  public RestResult<RecordedCall> call(CallSid sid) throws InterruptedException {
    return switch (twilio.get("/Calls/%s.json".formatted(sid.value()))) {
      case Given<JsonNode>(JsonNode json) ->
          new Given<>(
              new RecordedCall(
                  new PhoneNumber(json.path("from").asText("")),
                  new PhoneNumber(json.path("to").asText("")),
                  date(json).orElse(Instant.EPOCH)));
      case Refused<JsonNode>(int status, Integer code) -> new Refused<>(status, code);
      case Unreachable<JsonNode>(String why) -> new Unreachable<>(why);
    };
  }

  /// Empty for what is no message, or is not recorded to its end, or is there no more.
  private static Optional<Message> message(JsonNode json) {
    String status = json.path("status").asText("");
    boolean isWhole = status.equals("completed") || status.equals("processing");
    if (!json.path("source").asText("").equals(MESSAGE) || !isWhole) {
      return Optional.empty();
    }
    try {
      var sid = new RecordingSid(json.path("sid").asText(""));
      var call = new CallSid(json.path("call_sid").asText(""));
      return date(json).map(created -> new Message(sid, call, created, length(json)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Duration length(JsonNode json) {
    int seconds = json.path("duration").asInt(-1);
    return seconds < 0 ? null : Duration.ofSeconds(seconds);
  }

  private static Optional<Instant> date(JsonNode json) {
    try {
      return Optional.of(
          ZonedDateTime.parse(
                  json.path("date_created").asText(""), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The query of the address of a next page; nothing else of it is used.
  private static String queryOf(String uri) {
    int at = uri.indexOf('?');
    String query = at < 0 ? "" : uri.substring(at);
    return query.matches("\\?[A-Za-z0-9%&=+._~:,-]*") ? query : "";
  }
}
