package app.kolan.server.api;

import app.kolan.server.callevents.CallEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a stream tells of an event.
final class EventJson {
  private EventJson() {}

  /// The lines of an event's message, without its identifier.
  ///
  /// @param words whether what was said may be told
  static String lines(CallEvent event, boolean words) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("businessId", event.business());
    data.put("call", event.call() == null ? null : event.call().value());
    data.put("at", event.at().toString());
    String name =
        switch (event.payload()) {
          case CallEvent.Ringing(var caller, var called, var version) -> {
            data.put("caller", caller.value());
            data.put("called", called.value());
            data.put("settingsVersion", version);
            yield "call.ringing";
          }
          case CallEvent.Connected() -> "call.connected";
          case CallEvent.TurnOver(var position, var speaker, var about, var said) -> {
            data.put("turn", position);
            data.put("speaker", speaker.name());
            data.put("about", about);
            if (words && said != null) {
              data.put("words", said);
            }
            yield "turn";
          }
          case CallEvent.Understood(var position, var said) -> {
            data.put("turn", position);
            data.put("speaker", "CALLER");
            if (words) {
              data.put("words", said);
            }
            yield "words";
          }
          case CallEvent.MessageUnderstood(var recording, var said) -> {
            data.put("recording", recording.value());
            if (words) {
              data.put("words", said);
            }
            yield "message.words";
          }
          case CallEvent.Summarised(var madeBy) -> {
            data.put("madeBy", madeBy);
            yield "call.summary";
          }
          case CallEvent.LeadKnown(var state) -> {
            data.put("state", state.name());
            yield "lead";
          }
          case CallEvent.LeadChanged(var state, var contact, var revision) -> {
            data.put("workState", state.name());
            data.put("contact", contact);
            data.put("revision", revision);
            yield "lead.changed";
          }
          case CallEvent.AppointmentChanged(
                  var appointment,
                  var action,
                  var startsAt,
                  var revision) -> {
            data.put("appointment", appointment).put("action", action.name());
            data.put("startsAt", startsAt.toString()).put("revision", revision);
            yield "appointment.changed";
          }
          case CallEvent.AlertSent(var alert, var kind, var channel) -> {
            alert(data, alert, kind, channel);
            yield "alert.sent";
          }
          case CallEvent.AlertFailed(
                  var alert,
                  var kind,
                  var channel,
                  var attempts,
                  var problem,
                  var isGivenUp) -> {
            alert(data, alert, kind, channel).put("attempts", attempts).put("problem", problem);
            data.put("givenUp", isGivenUp);
            yield "alert.failed";
          }
          case CallEvent.AlertStatus(var alert, var kind, var channel, var status, var problem) -> {
            alert(data, alert, kind, channel).put("status", status).put("problem", problem);
            yield "alert.status";
          }
          case CallEvent.Settled(var outcome) -> {
            data.put("outcome", outcome.name());
            yield "call.settled";
          }
          case CallEvent.Ended(var status) -> {
            data.put("status", status.name());
            yield "call.ended";
          }
        };
    return "event: %s\ndata: %s\n".formatted(name, data);
  }

  private static ObjectNode alert(ObjectNode data, String alert, String kind, String channel) {
    return data.put("alert", alert).put("kind", kind).put("channel", channel);
  }
}
