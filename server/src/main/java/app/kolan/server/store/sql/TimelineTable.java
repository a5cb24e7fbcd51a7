package app.kolan.server.store.sql;

import app.kolan.server.store.PagePosition;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of what happened around leads and contacts.
final class TimelineTable {
  private TimelineTable() {}

  /// Adds an entry. One that is there already gets the detail of this one.
  ///
  /// @param call the lead's call; null for an entry of a contact
  /// @return whether it was not there yet
  static boolean add(
      Handle handle,
      long business,
      @Nullable CallSid call,
      @Nullable Long contact,
      TimelineEntry.Draft entry) {
    long id = RowIds.at(entry.at());
    long found =
        handle
            .createQuery(
                """
                insert into timeline_entries (id, business_id, call_sid, contact_id, kind,
                  happened_at, actor, once, detail)
                values (:id, :business, :call, :contact, :kind, :at, :actor, :once, :detail)
                on conflict (business_id, once) do update set detail = excluded.detail
                returning id
                """)
            .bind("id", id)
            .bind("business", business)
            .bind("call", call == null ? null : call.value())
            .bind("contact", contact)
            .bind("kind", entry.kind().name())
            .bind("at", entry.at().toEpochMilli())
            .bind("actor", entry.actor())
            .bind("once", entry.once())
            .bind("detail", entry.detail())
            .mapTo(Long.class)
            .one();
    return found == id;
  }

  static TimelineEntry find(Handle handle, long business, String once) {
    return handle
        .createQuery(
            "select * from timeline_entries where business_id = :business and once = :once")
        .bind("business", business)
        .bind("once", once)
        .map(TimelineTable::entry)
        .one();
  }

  static List<TimelineEntry> ofCall(
      Handle handle, long business, CallSid call, PagePosition after, int limit) {
    return page(handle, "call_sid = :value", call.value(), business, after, limit);
  }

  /// Those of a contact, and the calls that were placed about his leads.
  static List<TimelineEntry> ofContact(
      Handle handle, long business, long contact, PagePosition after, int limit) {
    return page(
        handle,
        """
        (contact_id = :value or (kind = 'OUTGOING_CALL'
          and call_sid in (select call_sid from leads where contact_id = :value)))
        """,
        contact,
        business,
        after,
        limit);
  }

  private static List<TimelineEntry> page(
      Handle handle, String whose, Object value, long business, PagePosition after, int limit) {
    long id = after.id().isEmpty() ? Long.MAX_VALUE : idOf(after.id());
    return handle
        .createQuery(
            """
            select * from timeline_entries where %s and business_id = :business
              and (happened_at < :at or (happened_at = :at and id < :id))
            order by happened_at desc, id desc limit :limit
            """
                .formatted(whose))
        .bind("value", value)
        .bind("business", business)
        .bind("at", after.at().toEpochMilli())
        .bind("id", id)
        .bind("limit", limit)
        .map(TimelineTable::entry)
        .list();
  }

  private static long idOf(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static TimelineEntry entry(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new TimelineEntry(
        row.longNumber("id"),
        TimelineEntry.Kind.valueOf(row.text("kind")),
        Instant.ofEpochMilli(row.longNumber("happened_at")),
        row.text("actor"),
        row.text("detail"));
  }
}
