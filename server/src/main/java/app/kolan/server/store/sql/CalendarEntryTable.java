package app.kolan.server.store.sql;

import app.kolan.server.store.CalendarEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table of appointments that stand in calendars elsewhere.
final class CalendarEntryTable {
  private CalendarEntryTable() {}

  static List<CalendarEntry> list(Handle handle, long link) {
    return handle
        .createQuery("select * from calendar_entries where link_id = :link")
        .bind("link", link)
        .map((columns, _) -> entry(columns))
        .list();
  }

  /// Those of appointments that are no longer kept.
  static List<CalendarEntry> erased(Handle handle, long link) {
    return handle
        .createQuery(
            """
            select * from calendar_entries where link_id = :link
              and not exists (select 1 from appointments
                where appointments.id = calendar_entries.appointment_id)
            """)
        .bind("link", link)
        .map((columns, _) -> entry(columns))
        .list();
  }

  static void put(Handle handle, CalendarEntry entry) {
    handle
        .createUpdate(
            """
            insert into calendar_entries
              (link_id, appointment_id, href, etag, revision, starts_at, ends_at)
            select :link, :appointment, :href, :etag, :revision, :from, :to
            where exists (select 1 from calendar_links where id = :link)
            on conflict (link_id, appointment_id) do update
              set href = excluded.href, etag = excluded.etag, revision = excluded.revision,
                starts_at = excluded.starts_at, ends_at = excluded.ends_at
            """)
        .bind("link", entry.link())
        .bind("appointment", entry.appointment())
        .bind("href", entry.href())
        .bind("etag", entry.etag())
        .bind("revision", entry.revision())
        .bind("from", entry.startsAt().toEpochMilli())
        .bind("to", entry.endsAt().toEpochMilli())
        .execute();
  }

  static void removeAll(Handle handle, long link) {
    handle.execute("delete from calendar_entries where link_id = ?", link);
  }

  static CalendarEntry entry(ResultSet columns) throws SQLException {
    var row = new ResultRow(columns);
    return new CalendarEntry(
        row.longNumber("link_id"),
        row.longNumber("appointment_id"),
        row.text("href"),
        row.text("etag"),
        row.longNumber("revision"),
        row.instant("starts_at"),
        row.instant("ends_at"));
  }
}
