package app.kolan.server.bootstrap;

import app.kolan.server.callevents.CallEvent.AlertFailed;
import app.kolan.server.callevents.CallEvent.AlertSent;
import app.kolan.server.callevents.CallEvent.AlertStatus;
import app.kolan.server.callevents.CallEvent.Payload;
import app.kolan.server.callevents.CallEventBroadcaster;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertEvent;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.LeadWorkStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Tells what becomes of alerts to those who watch events, and writes it into the timeline of the
/// lead that an alert is about.
record AlertEventPublisher(CallEventBroadcaster events, LeadWorkStore leads, InstantSource clock)
    implements Consumer<AlertEvent> {
  @Override
  public void accept(AlertEvent event) {
    Alert alert = event.alert();
    String call = alert.call();
    events.publish(
        clock.instant(), alert.business(), call == null ? null : new CallSid(call), payload(event));
    if (call != null) {
      try {
        boolean _ = leads.addToTimeline(alert.business(), new CallSid(call), entry(event));
      } catch (CrmConflict _) {
        // The call has no lead, and so no timeline.
      }
    }
  }

  private static Payload payload(AlertEvent event) {
    Alert alert = event.alert();
    String kind = alert.kind().word();
    String channel = alert.channel().word();
    return switch (event) {
      case AlertEvent.Sent _ -> new AlertSent(alert.id(), kind, channel);
      case AlertEvent.Failed(_, String problem, boolean isGivenUp) ->
          new AlertFailed(alert.id(), kind, channel, alert.attempts() + 1, problem, isGivenUp);
      case AlertEvent.Told(_, String status, String problem) ->
          new AlertStatus(alert.id(), kind, channel, status, problem);
    };
  }

  /// One for each alert, which has what is known last. It has no address.
  private TimelineEntry.Draft entry(AlertEvent event) {
    Alert alert = event.alert();
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("alert", alert.id());
    detail.put("kind", alert.kind().word());
    detail.put("channel", alert.channel().word());
    switch (event) {
      case AlertEvent.Sent _ -> detail.put("state", "sent");
      case AlertEvent.Failed(_, String problem, boolean isGivenUp) ->
          detail.put("state", isGivenUp ? "failed" : "waiting").put("problem", problem);
      case AlertEvent.Told(_, String status, String problem) ->
          detail.put("state", status).put("problem", problem);
    }
    return new TimelineEntry.Draft(
        TimelineEntry.Kind.ALERT,
        clock.instant(),
        Contact.BY_KOLAN,
        "alert:" + alert.id(),
        detail.toString());
  }
}
