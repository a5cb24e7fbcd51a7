package app.kolan.server.store.sql;

import app.kolan.server.store.CalendarFeed;
import app.kolan.server.store.CalendarFeedStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The addresses at which calendars read appointments.
record SqlCalendarFeedStore(SqlDatabase database) implements CalendarFeedStore {
  @Override
  public CalendarFeed add(
      long business, @Nullable String resource, String secretHash, String by, Instant at) {
    return database.write(
        handle -> {
          long id = RowIds.next(handle, "calendar_feed");
          handle
              .createUpdate(
                  """
                  insert into calendar_feeds
                    (id, business_id, resource, secret_hash, made_at, made_by)
                  values (:id, :business, :resource, :hash, :at, :by)
                  """)
              .bind("id", id)
              .bind("business", business)
              .bind("resource", resource)
              .bind("hash", secretHash)
              .bind("at", at.toEpochMilli())
              .bind("by", by)
              .execute();
          return new CalendarFeed(
              id, business, resource, Instant.ofEpochMilli(at.toEpochMilli()), by);
        });
  }

  @Override
  public List<CalendarFeed> list(long business) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from calendar_feeds where business_id = :business order by id")
                .bind("business", business)
                .map(SqlCalendarFeedStore::feed)
                .list());
  }

  @Override
  public Optional<CalendarFeed> findBySecret(String secretHash) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from calendar_feeds where secret_hash = :hash")
                .bind("hash", secretHash)
                .map(SqlCalendarFeedStore::feed)
                .findOne());
  }

  @Override
  public boolean remove(long business, long id) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        "delete from calendar_feeds where business_id = :business and id = :id")
                    .bind("business", business)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  private static CalendarFeed feed(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new CalendarFeed(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.textOrNull("resource"),
        row.instant("made_at"),
        row.text("made_by"));
  }
}
