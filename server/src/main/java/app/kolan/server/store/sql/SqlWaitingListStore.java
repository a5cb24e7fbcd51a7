package app.kolan.server.store.sql;

import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingEntry.State;
import app.kolan.server.store.WaitingListStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Those who wait for an appointment.
record SqlWaitingListStore(SqlDatabase database) implements WaitingListStore {
  @Override
  public WaitingEntry add(WaitingEntry.Draft draft, Instant at) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  update waiting_list set state = 'LEFT'
                  where business_id = :business and number = :number and service = :service
                    and state = 'WAITING'
                  """)
              .bind("business", draft.business())
              .bind("number", draft.number().value())
              .bind("service", draft.service())
              .execute();
          long id = RowIds.next(handle, "waiting");
          CallSid call = draft.call();
          handle
              .createUpdate(
                  """
                  insert into waiting_list (id, business_id, service, title, person, first_day,
                    last_day, from_minute, until_minute, name, number, call_sid, made_at, made_by,
                    state, queued_at, offers)
                  values (:id, :business, :service, :title, :person, :first, :last, :from, :until,
                    :name, :number, :call, :at, :by, 'WAITING', :at, 0)
                  """)
              .bind("id", id)
              .bind("business", draft.business())
              .bind("service", draft.service())
              .bind("title", draft.title())
              .bind("person", draft.person())
              .bind("first", draft.first().toEpochDay())
              .bind("last", draft.last().toEpochDay())
              .bind("from", draft.from().toSecondOfDay() / 60)
              .bind("until", draft.until().toSecondOfDay() / 60)
              .bind("name", draft.name())
              .bind("number", draft.number().value())
              .bind("call", call == null ? null : call.value())
              .bind("at", at.toEpochMilli())
              .bind("by", draft.madeBy())
              .execute();
          return find(handle, draft.business(), id).orElseThrow();
        });
  }

  @Override
  public List<WaitingEntry> open(long business, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from waiting_list
                    where business_id = :business and state in ('WAITING', 'OFFERED')
                    order by queued_at, id limit :limit
                    """)
                .bind("business", business)
                .bind("limit", limit)
                .map(SqlWaitingListStore::entry)
                .list());
  }

  @Override
  public Optional<WaitingEntry> find(long business, long id) {
    return database.read(handle -> find(handle, business, id));
  }

  private static Optional<WaitingEntry> find(Handle handle, long business, long id) {
    return handle
        .createQuery("select * from waiting_list where business_id = :business and id = :id")
        .bindMap(Map.of("business", business, "id", id))
        .map(SqlWaitingListStore::entry)
        .findOne();
  }

  @Override
  public Optional<WaitingEntry> findByLink(String link) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from waiting_list where link = :link")
                .bind("link", link)
                .map(SqlWaitingListStore::entry)
                .findOne());
  }

  @Override
  public Optional<WaitingEntry> offer(WaitingEntry entry, AppointmentTime time, Instant until) {
    return database.write(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      update waiting_list set state = 'OFFERED', offers = offers + 1, link = :link,
                        offer_person = :person, offer_room = :room, offer_starts_at = :start,
                        offer_ends_at = :end, offer_free_at = :free, offer_until = :until
                      where id = :id and state = 'WAITING' and offers = :offers
                      """)
                  .bind("id", entry.id())
                  .bind("offers", entry.offers())
                  .bind("link", RandomTokens.next())
                  .bind("person", time.person())
                  .bind("room", time.room())
                  .bind("start", time.startsAt().toEpochMilli())
                  .bind("end", time.endsAt().toEpochMilli())
                  .bind("free", time.freeAt().toEpochMilli())
                  .bind("until", until.toEpochMilli())
                  .execute();
          return changed == 0 ? Optional.empty() : find(handle, entry.businessId(), entry.id());
        });
  }

  @Override
  public boolean settle(WaitingEntry entry, State state, Instant at) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        update waiting_list set state = :state,
                          queued_at = case when :state = 'WAITING' then :at else queued_at end
                        where id = :id and state = :before and offers = :offers
                        """)
                    .bind("id", entry.id())
                    .bind("state", state.name())
                    .bind("before", entry.state().name())
                    .bind("offers", entry.offers())
                    .bind("at", at.toEpochMilli())
                    .execute())
        > 0;
  }

  @Override
  public boolean putBack(WaitingEntry entry) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        update waiting_list set state = 'WAITING'
                        where id = :id and state = 'LEFT' and not exists (
                          select 1 from waiting_list other
                          where other.business_id = :business and other.number = :number
                            and other.service = :service
                            and other.state in ('WAITING', 'OFFERED'))
                        """)
                    .bind("id", entry.id())
                    .bind("business", entry.businessId())
                    .bind("number", entry.number().value())
                    .bind("service", entry.service())
                    .execute())
        > 0;
  }

  private static WaitingEntry entry(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    String call = row.textOrNull("call_sid");
    return new WaitingEntry(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.text("service"),
        row.text("title"),
        row.textOrNull("person"),
        LocalDate.ofEpochDay(row.longNumber("first_day")),
        LocalDate.ofEpochDay(row.longNumber("last_day")),
        LocalTime.ofSecondOfDay(60 * row.longNumber("from_minute")),
        LocalTime.ofSecondOfDay(60 * row.longNumber("until_minute")),
        row.textOrNull("name"),
        new PhoneNumber(row.text("number")),
        call == null ? null : new CallSid(call),
        row.instant("made_at"),
        row.text("made_by"),
        State.valueOf(row.text("state")),
        row.instant("queued_at"),
        (int) row.longNumber("offers"),
        offer(row));
  }

  private static WaitingEntry.@Nullable Offer offer(ResultRow row) throws SQLException {
    String link = row.textOrNull("link");
    return link == null
        ? null
        : new WaitingEntry.Offer(
            link,
            new AppointmentTime(
                row.textOrNull("offer_person"),
                row.textOrNull("offer_room"),
                row.instant("offer_starts_at"),
                row.instant("offer_ends_at"),
                row.instant("offer_free_at")),
            row.instant("offer_until"));
  }
}
