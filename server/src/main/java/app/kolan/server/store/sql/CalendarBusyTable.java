package app.kolan.server.store.sql;

import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarBusy;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.OccupiedTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The table of what people and rooms have in calendars elsewhere.
final class CalendarBusyTable {
  private CalendarBusyTable() {}

  static void add(Handle handle, CalendarLink link, List<CalendarBusy> times) {
    if (times.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into calendar_busy (link_id, business_id, resource, href, starts_at, ends_at)
            values (:link, :business, :resource, :href, :from, :to)
            """);
    for (CalendarBusy time : times) {
      batch
          .bind("link", link.id())
          .bind("business", link.business())
          .bind("resource", link.resource())
          .bind("href", time.href())
          .bind("from", time.startsAt().toEpochMilli())
          .bind("to", time.endsAt().toEpochMilli())
          .add();
    }
    int[] _ = batch.execute();
  }

  static void removeAll(Handle handle, long link) {
    handle.execute("delete from calendar_busy where link_id = ?", link);
  }

  static void remove(Handle handle, long link, Collection<String> hrefs) {
    PreparedBatch batch =
        handle.prepareBatch("delete from calendar_busy where link_id = :link and href = :href");
    for (String href : hrefs) {
      batch.bind("link", link).bind("href", href).add();
    }
    if (!hrefs.isEmpty()) {
      int[] _ = batch.execute();
    }
  }

  /// Adds the cells that are taken up there.
  static void addTo(
      Map<String, Set<Long>> cells,
      Handle handle,
      long business,
      Collection<String> resources,
      Instant from,
      Instant to) {
    long first = OccupiedTimes.first(from);
    long end = OccupiedTimes.end(to);
    handle
        .createQuery(
            """
            select resource, starts_at, ends_at from calendar_busy
            where business_id = :business and resource in (<resources>)
              and ends_at > :from and starts_at < :to
            """)
        .bindList("resources", resources)
        .bind("business", business)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .map((row, _) -> Map.entry(row.getString(1), new long[] {row.getLong(2), row.getLong(3)}))
        .forEach(
            busy -> {
              Set<Long> taken = cells.computeIfAbsent(busy.getKey(), _ -> new HashSet<>());
              long last =
                  Math.min(end, OccupiedTimes.end(Instant.ofEpochMilli(busy.getValue()[1])));
              for (long cell =
                      Math.max(
                          first, OccupiedTimes.first(Instant.ofEpochMilli(busy.getValue()[0])));
                  cell < last;
                  cell++) {
                taken.add(cell);
              }
            });
  }

  /// @throws AppointmentCells.Taken when somebody has something else at that time
  static void requireFree(Handle handle, long business, AppointmentTime time) {
    if (time.resources().isEmpty()) {
      return;
    }
    boolean taken =
        handle
            .createQuery(
                """
                select 1 from calendar_busy
                where business_id = :business and resource in (<resources>)
                  and ends_at > :from and starts_at < :to limit 1
                """)
            .bindList("resources", time.resources())
            .bind("business", business)
            .bind("from", time.startsAt().toEpochMilli())
            .bind("to", time.freeAt().toEpochMilli())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (taken) {
      throw new AppointmentCells.Taken();
    }
  }
}
