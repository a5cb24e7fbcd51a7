package app.kolan.server.store.sql;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.CalendarBusy;
import app.kolan.server.store.CalendarEntry;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLink.Kind;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CrmConflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The calendars elsewhere that people and rooms are bound to.
record SqlCalendarLinkStore(SqlDatabase database) implements CalendarLinkStore {
  /// Transactions are seen in another order than they began.
  private static final Duration LATE_COMMIT = Duration.ofMinutes(2);

  @Override
  public CalendarLink bind(CalendarLink.Draft draft, Instant at) {
    return database.write(
        handle -> {
          Optional<CalendarLink> bound = bound(handle, draft);
          if (bound.isPresent()) {
            return renewed(handle, bound.get(), draft, at);
          }
          long id = RowIds.next(handle, "calendar_link");
          handle
              .createUpdate(
                  """
                  insert into calendar_links (id, business_id, resource, kind, address, username,
                    secret, made_at, made_by, next_at)
                  values (:id, :business, :resource, :kind, :address, :username, :secret, :at, :by,
                    :at)
                  """)
              .bind("id", id)
              .bind("business", draft.business())
              .bind("resource", draft.resource())
              .bind("kind", draft.kind().name())
              .bind("address", draft.address())
              .bind("username", draft.username())
              .bind("secret", draft.secret())
              .bind("at", at.toEpochMilli())
              .bind("by", draft.madeBy())
              .execute();
          return find(handle, id).orElseThrow();
        });
  }

  private static Optional<CalendarLink> bound(Handle handle, CalendarLink.Draft draft) {
    return handle
        .createQuery(
            """
            select * from calendar_links where business_id = :business and resource = :resource
            """)
        .bind("business", draft.business())
        .bind("resource", draft.resource())
        .map(SqlCalendarLinkStore::link)
        .findOne();
  }

  private static CalendarLink renewed(
      Handle handle, CalendarLink bound, CalendarLink.Draft draft, Instant at) {
    if (bound.kind() != draft.kind() || !bound.address().equals(draft.address())) {
      throw new CrmConflict(
          CrmConflict.Kind.CONFLICT, "It is bound to another calendar; unbind it first.");
    }
    handle
        .createUpdate(
            """
            update calendar_links set username = :username, secret = :secret, next_at = :at
            where id = :id
            """)
        .bind("id", bound.id())
        .bind("username", draft.username())
        .bind("secret", draft.secret())
        .bind("at", at.toEpochMilli())
        .execute();
    return find(handle, bound.id()).orElseThrow();
  }

  @Override
  public List<CalendarLink> list(long business) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from calendar_links where business_id = :business order by id")
                .bind("business", business)
                .map(SqlCalendarLinkStore::link)
                .list());
  }

  @Override
  public Optional<CalendarLink> find(long business, long id) {
    return database.read(handle -> find(handle, id)).filter(link -> link.business() == business);
  }

  private static Optional<CalendarLink> find(Handle handle, long id) {
    return handle
        .createQuery("select * from calendar_links where id = :id")
        .bind("id", id)
        .map(SqlCalendarLinkStore::link)
        .findOne();
  }

  @Override
  public boolean remove(long business, long id) {
    return database.write(
        handle -> {
          if (find(handle, id).filter(link -> link.business() == business).isEmpty()) {
            return false;
          }
          CalendarBusyTable.removeAll(handle, id);
          CalendarEntryTable.removeAll(handle, id);
          handle.execute("delete from calendar_links where id = ?", id);
          return true;
        });
  }

  @Override
  public boolean isUsed() {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from calendar_links limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public List<CalendarLink> takeDue(Instant now, Instant next, int limit) {
    List<CalendarLink> due =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select * from calendar_links where next_at <= :now
                        order by next_at, id limit :limit
                        """)
                    .bind("now", now.toEpochMilli())
                    .bind("limit", limit)
                    .map(SqlCalendarLinkStore::link)
                    .list());
    if (due.isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> due.stream().filter(link -> take(handle, link.id(), now, next)).toList());
  }

  private static boolean take(Handle handle, long id, Instant now, Instant next) {
    return handle.execute(
            "update calendar_links set next_at = ? where id = ? and next_at <= ?",
            next.toEpochMilli(),
            id,
            now.toEpochMilli())
        > 0;
  }

  @Override
  public boolean hurryChanged(Instant since, Instant now) {
    String unknown =
        """
        from calendar_links l join appointments a on a.business_id = l.business_id
        left join calendar_entries e on e.link_id = l.id and e.appointment_id = a.id
        where a.changed_at >= :since and l.problem is null
          and ((e.appointment_id is null and a.state = 'BOOKED' and a.starts_at > :now
              and (a.person = l.resource or a.room = l.resource))
            or e.revision <> a.revision)
        """;
    List<Long> found =
        database.read(
            handle ->
                handle
                    .createQuery("select distinct l.id " + unknown)
                    .bind("since", since.minus(LATE_COMMIT).toEpochMilli())
                    .bind("now", now.toEpochMilli())
                    .mapTo(Long.class)
                    .list());
    if (!found.isEmpty()) {
      database.writeOnly(
          handle ->
              found.forEach(
                  id ->
                      handle.execute(
                          "update calendar_links set next_at = ? where id = ? and next_at > ?",
                          now.toEpochMilli(),
                          id,
                          now.toEpochMilli())));
    }
    return !found.isEmpty();
  }

  @Override
  public List<CalendarEntry> entries(long link) {
    return database.read(handle -> CalendarEntryTable.list(handle, link));
  }

  @Override
  public void put(CalendarEntry entry) {
    database.writeOnly(
        handle -> {
          CalendarEntryTable.put(handle, entry);
          CalendarBusyTable.remove(handle, entry.link(), List.of(entry.href()));
        });
  }

  @Override
  public void forget(long link, long appointment) {
    database.writeOnly(
        handle ->
            handle.execute(
                "delete from calendar_entries where link_id = ? and appointment_id = ?",
                link,
                appointment));
  }

  @Override
  public void synced(
      CalendarLink link,
      boolean isFull,
      Collection<String> changed,
      List<CalendarBusy> busy,
      @Nullable String syncToken,
      Instant at) {
    database.writeOnly(
        handle -> {
          int known =
              handle
                  .createUpdate(
                      """
                      update calendar_links set sync_token = :token, synced_at = :at,
                        full_at = case when :full then :at else full_at end
                      where id = :id
                      """)
                  .bind("id", link.id())
                  .bind("token", syncToken)
                  .bind("at", at.toEpochMilli())
                  .bind("full", isFull)
                  .execute();
          if (known == 0) {
            return;
          }
          if (isFull) {
            CalendarBusyTable.removeAll(handle, link.id());
          } else {
            CalendarBusyTable.remove(handle, link.id(), changed);
          }
          CalendarBusyTable.add(handle, link, busy);
        });
  }

  @Override
  public Optional<CalendarLink> note(long id, @Nullable String problem, Instant at) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  update calendar_links
                  set problem_at = case when :ill then coalesce(problem_at, :at) end,
                    problem = :problem
                  where id = :id
                  """)
              .bind("id", id)
              .bind("ill", problem != null)
              .bind("problem", problem)
              .bind("at", at.toEpochMilli())
              .execute();
          return find(handle, id);
        });
  }

  @Override
  public List<Unwritten> unwritten(CalendarLink link, Instant from, int limit) {
    return database.read(
        handle -> {
          Map<Long, CalendarEntry> entries =
              CalendarEntryTable.list(handle, link.id()).stream()
                  .collect(Collectors.toMap(CalendarEntry::appointment, Function.identity()));
          var all = new ArrayList<Unwritten>();
          List<Appointment> appointments = AppointmentTable.unwritten(handle, link, from, limit);
          appointments.forEach(each -> all.add(new Unwritten(each, entries.get(each.id()))));
          CalendarEntryTable.erased(handle, link.id())
              .forEach(entry -> all.add(new Unwritten(null, entry)));
          return List.copyOf(all);
        });
  }

  private static CalendarLink link(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new CalendarLink(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.text("resource"),
        Kind.valueOf(row.text("kind")),
        row.text("address"),
        row.text("username"),
        row.text("secret"),
        row.instant("made_at"),
        row.text("made_by"),
        row.textOrNull("sync_token"),
        row.instantOrNull("full_at"),
        row.instantOrNull("synced_at"),
        row.textOrNull("problem"),
        row.instantOrNull("problem_at"));
  }
}
