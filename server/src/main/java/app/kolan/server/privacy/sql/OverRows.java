package app.kolan.server.privacy.sql;

import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The rows about people that are of no call and over: they go by their own age, but for those of
/// people of whom nothing may be deleted.
final class OverRows {
  /// A kind, its table, and which of its rows are over before a moment.
  private record Part(String kind, String table, String over) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "callOrders",
              "call_orders",
              """
              state = 'OVER' and changed_at < :before
                and not exists (select 1 from calls where calls.sid = call_orders.lead_call)
              """),
          new Part(
              "campaignRows",
              "campaign_rows",
              """
              campaign_id in (select id from campaigns
                where over_at < :before or state = 'DRAFT' and made_at < :before)
              """),
          new Part(
              "waitingList",
              "waiting_list",
              "call_sid is null and state in ('BOOKED', 'LEFT') and made_at < :before"));

  private OverRows() {}

  /// Deletes those of a business that were over before a moment, appointments among them.
  ///
  /// @return how many there were, by kind
  static Map<String, Integer> delete(SqlDatabase database, long business, Instant before) {
    return database.write(
        handle -> {
          var counts = new LinkedHashMap<String, Integer>();
          counts.put("appointments", AppointmentRows.delete(handle, business, before));
          PARTS.forEach(part -> counts.put(part.kind(), delete(handle, part, business, before)));
          return counts;
        });
  }

  private static int delete(Handle handle, Part part, long business, Instant before) {
    return handle
        .createUpdate(
            """
            delete from %1$s where business_id = :business and %2$s
              and not exists (select 1 from legal_holds h
                join contact_numbers n on n.contact_id = h.contact_id
                where h.business_id = :business and h.lifted_at is null
                  and n.number = %1$s.number)
            """
                .formatted(part.table(), part.over()))
        .bind("business", business)
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
