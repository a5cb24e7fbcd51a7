package app.kolan.server.outbound;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what came of an order where people look for it: in the timeline of its lead or
/// contact, in the promises to call the number, in the audit log. Doing it again changes nothing
/// but adds to the audit log.
///
/// Blocks for the disk.
record CallOrderHistory(CrmStores crm, AuditLog audit, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(CallOrderHistory.class);

  void record(CallOrder order) {
    CallResult result = order.result();
    if (result == null) {
      return;
    }
    var entry =
        new TimelineEntry.Draft(
            TimelineEntry.Kind.OUTGOING_CALL,
            order.placedAt() == null ? clock.instant() : order.placedAt(),
            order.what().orderedBy(),
            "outgoing-call:" + order.id(),
            detail(order, result).toString());
    addToTimeline(order, entry);
    if (result == CallResult.TALKED && isCallBack(order)) {
      var _ =
          crm.promises()
              .keepByCall(
                  order.business(),
                  order.what().number(),
                  order.what().orderedBy(),
                  clock.instant());
    }
    audit.append(
        new AuditEntry(
            clock.instant(),
            Contact.BY_KOLAN,
            "outgoing-call.end",
            order.business(),
            order.id(),
            detail(order, result).toString(),
            null));
  }

  /// Whether it is the call that somebody was promised, and not one about something else, such as a
  /// reminder by a machine.
  private static boolean isCallBack(CallOrder order) {
    Announcement announcement = order.what().announcement();
    return announcement == null || announcement.occasion() instanceof Occasion.OfPromise;
  }

  private void addToTimeline(CallOrder order, TimelineEntry.Draft entry) {
    CallSid lead = order.what().lead();
    Long contact = order.what().contact();
    try {
      if (lead != null) {
        boolean _ = crm.leads().addToTimeline(order.business(), lead, entry);
      } else if (contact != null) {
        boolean _ = crm.contacts().addToTimeline(order.business(), contact, entry);
      }
    } catch (CrmConflict erased) {
      // It was erased since, and with it the place to write this down.
      LOG.atInfo()
          .addKeyValue("order", order.id())
          .log("the lead or contact of a call no longer exists");
    }
  }

  private static ObjectNode detail(CallOrder order, CallResult result) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("order", order.id());
    detail.put("purpose", order.what().purpose().name());
    detail.put("result", result.name());
    CallProgress progress = order.progress();
    detail.put("seconds", order.talkedSeconds());
    if (progress.answer() != null) {
      detail.put("answer", progress.answer().name());
    }
    if (order.problem() != null) {
      detail.put("problem", order.problem());
    }
    if (order.recording() != null) {
      detail.put("recording", order.recording().value());
    }
    return detail;
  }
}
