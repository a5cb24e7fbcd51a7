package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.Payload;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Speaker;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events as one node tells them to another, with all that is in them. Reading is total: what is
/// none, or of a kind that a newer node has, is null.
final class CallEventJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CallEventJson() {}

  static ObjectNode write(CallEvent event) {
    ObjectNode form = JSON.createObjectNode();
    CallSid call = event.call();
    form.put("sequence", event.sequence())
        .put("at", event.at().toEpochMilli())
        .put("business", event.business())
        .put("call", call == null ? null : call.value());
    payload(event.payload(), form);
    return form;
  }

  private static void payload(Payload payload, ObjectNode form) {
    switch (payload) {
      case CallEvent.Ringing(var caller, var called, long version) ->
          form.put("kind", "ringing")
              .put("caller", caller.value())
              .put("called", called.value())
              .put("version", version);
      case CallEvent.Connected() -> form.put("kind", "connected");
      case CallEvent.TurnOver(int position, var speaker, var about, var words) ->
          form.put("kind", "turn")
              .put("position", position)
              .put("speaker", speaker.name())
              .put("about", about)
              .put("words", words);
      case CallEvent.Understood(int position, var words) ->
          form.put("kind", "words").put("position", position).put("words", words);
      case CallEvent.MessageUnderstood(var recording, var words) ->
          form.put("kind", "message").put("recording", recording.value()).put("words", words);
      case CallEvent.Summarised(var madeBy) -> form.put("kind", "summary").put("by", madeBy);
      case CallEvent.LeadKnown(var state) -> form.put("kind", "lead").put("state", state.name());
      case CallEvent.LeadChanged(var state, var contact, long revision) ->
          form.put("kind", "work")
              .put("state", state.name())
              .put("contact", contact)
              .put("revision", revision);
      case CallEvent.AppointmentChanged(long id, var action, var startsAt, long revision) ->
          form.put("kind", "appointment")
              .put("id", id)
              .put("action", action.name())
              .put("startsAt", startsAt.toEpochMilli())
              .put("revision", revision);
      case CallEvent.AlertSent(var alert, var kind, var channel) ->
          alert(form, "alert-sent", alert, kind, channel);
      case CallEvent.AlertFailed(
              var alert,
              var kind,
              var channel,
              int attempts,
              var problem,
              boolean isGivenUp) ->
          alert(form, "alert-failed", alert, kind, channel)
              .put("attempts", attempts)
              .put("problem", problem)
              .put("givenUp", isGivenUp);
      case CallEvent.AlertStatus(var alert, var kind, var channel, var status, var problem) ->
          alert(form, "alert-status", alert, kind, channel)
              .put("status", status)
              .put("problem", problem);
      case CallEvent.Settled(var outcome) ->
          form.put("kind", "settled").put("outcome", outcome.name());
      case CallEvent.Ended(var status) -> form.put("kind", "ended").put("status", status.name());
    }
  }

  private static ObjectNode alert(
      ObjectNode form, String kind, String alert, String what, String channel) {
    return form.put("kind", kind).put("alert", alert).put("what", what).put("channel", channel);
  }

  static @Nullable CallEvent read(JsonNode form) {
    try {
      Payload payload = payload(form);
      JsonNode call = form.path("call");
      return payload == null
          ? null
          : new CallEvent(
              form.path("sequence").asLong(),
              Instant.ofEpochMilli(form.path("at").asLong()),
              form.path("business").asLong(),
              call.isTextual() ? new CallSid(call.asText()) : null,
              payload);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Payload payload(JsonNode form) {
    return switch (form.path("kind").asText()) {
      case "ringing" ->
          new CallEvent.Ringing(
              new PhoneNumber(form.path("caller").asText()),
              new PhoneNumber(form.path("called").asText()),
              form.path("version").asLong());
      case "connected" -> new CallEvent.Connected();
      case "turn" ->
          new CallEvent.TurnOver(
              form.path("position").asInt(),
              Speaker.valueOf(form.path("speaker").asText()),
              form.path("about").asText(),
              text(form, "words"));
      case "words" ->
          new CallEvent.Understood(form.path("position").asInt(), form.path("words").asText());
      case "message" ->
          new CallEvent.MessageUnderstood(
              new RecordingSid(form.path("recording").asText()), form.path("words").asText());
      case "summary" -> new CallEvent.Summarised(form.path("by").asText());
      case "lead" -> new CallEvent.LeadKnown(LeadState.valueOf(form.path("state").asText()));
      case "work" ->
          new CallEvent.LeadChanged(
              LeadWork.State.valueOf(form.path("state").asText()),
              form.path("contact").isNull() ? null : (Long) form.path("contact").asLong(),
              form.path("revision").asLong());
      case "appointment" ->
          new CallEvent.AppointmentChanged(
              form.path("id").asLong(),
              Appointment.Action.valueOf(form.path("action").asText()),
              Instant.ofEpochMilli(form.path("startsAt").asLong()),
              form.path("revision").asLong());
      case "alert-sent" ->
          new CallEvent.AlertSent(
              form.path("alert").asText(),
              form.path("what").asText(),
              form.path("channel").asText());
      case "alert-failed" ->
          new CallEvent.AlertFailed(
              form.path("alert").asText(),
              form.path("what").asText(),
              form.path("channel").asText(),
              form.path("attempts").asInt(),
              form.path("problem").asText(),
              form.path("givenUp").asBoolean());
      case "alert-status" ->
          new CallEvent.AlertStatus(
              form.path("alert").asText(),
              form.path("what").asText(),
              form.path("channel").asText(),
              form.path("status").asText(),
              text(form, "problem"));
      case "settled" -> new CallEvent.Settled(CallOutcome.valueOf(form.path("outcome").asText()));
      case "ended" -> new CallEvent.Ended(CallStatus.valueOf(form.path("status").asText()));
      default -> null;
    };
  }

  private static @Nullable String text(JsonNode form, String key) {
    JsonNode node = form.path(key);
    return node.isTextual() ? node.asText() : null;
  }
}
