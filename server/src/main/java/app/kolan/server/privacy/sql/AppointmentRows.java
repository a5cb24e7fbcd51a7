package app.kolan.server.privacy.sql;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows of appointments, which may be older or younger than the calls in which they were
/// booked.
final class AppointmentRows {
  private AppointmentRows() {}

  /// Those of these calls that are still ahead are of no call from now on.
  static void keep(Handle handle, List<CallSid> calls, Instant now) {
    handle
        .createUpdate(
            """
            update appointments set call_sid = null
            where call_sid in (<calls>) and state = 'BOOKED' and ends_at > :now
            """)
        .bindList("calls", CallRows.texts(calls))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /// Deletes those of no call that were over before a moment, but for those of people of whom
  /// nothing may be deleted.
  static int delete(Handle handle, long business, Instant before) {
    String old =
        """
        appointments.business_id = :business and appointments.call_sid is null and ends_at < :before
          and not exists (select 1 from legal_holds h
            join contact_numbers n on n.contact_id = h.contact_id
            where h.business_id = :business and h.lifted_at is null
              and n.number = appointments.number)
        """;
    // What was told of them, and is of no call; its cause names the appointment.
    String messages =
        """
        alerts.call_sid is null and alerts.cause like 'appointment:%%' and exists (
          select 1 from appointments where %s and appointments.business_id = alerts.business_id
            and alerts.cause like 'appointment:' || appointments.id || ':%%')
        """
            .formatted(old);
    for (String deletion :
        List.of(
            "delete from alert_deliveries where alert_id in (select id from alerts where %s)",
            "delete from alerts where %s")) {
      handle
          .createUpdate(deletion.formatted(messages))
          .bind("business", business)
          .bind("before", before.toEpochMilli())
          .execute();
    }
    handle
        .createUpdate(
            "delete from appointment_cells where appointment_id in (select id from appointments where %s)"
                .formatted(old))
        .bind("business", business)
        .bind("before", before.toEpochMilli())
        .execute();
    return handle
        .createUpdate("delete from appointments where " + old)
        .bind("business", business)
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
