package app.kolan.server.store.sql;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.Action;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of appointments.
final class AppointmentTable {
  private AppointmentTable() {}

  static Optional<Appointment> find(Handle handle, long business, long id) {
    return read(
            handle,
            "select * from appointments where business_id = :business and id = :id",
            Map.of("business", business, "id", id))
        .stream()
        .findFirst();
  }

  static Optional<Appointment> findByLink(Handle handle, String link) {
    return read(handle, "select * from appointments where link = :link", Map.of("link", link))
        .stream()
        .findFirst();
  }

  static List<Appointment> changedSince(Handle handle, Instant from, int limit) {
    return read(
        handle,
        "select * from appointments where changed_at >= :from order by changed_at, id limit :limit",
        Map.of("from", from.toEpochMilli(), "limit", limit));
  }

  /// Those that a calendar elsewhere does not know as they are now.
  static List<Appointment> unwritten(Handle handle, CalendarLink link, Instant from, int limit) {
    return read(
        handle,
        """
        select a.* from appointments a
        left join calendar_entries e on e.link_id = :link and e.appointment_id = a.id
        where a.business_id = :business and a.starts_at >= :from
          and ((e.appointment_id is null and a.state = 'BOOKED'
              and (a.person = :resource or a.room = :resource))
            or e.revision <> a.revision)
        order by a.starts_at, a.id limit :limit
        """,
        Map.of(
            "link",
            link.id(),
            "business",
            link.business(),
            "resource",
            link.resource(),
            "from",
            from.toEpochMilli(),
            "limit",
            limit));
  }

  static void setConfirmed(Handle handle, long id, Instant at) {
    handle
        .createUpdate("update appointments set confirmed_at = :at where id = :id")
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /// The appointment that a draft has become already: the one of its call, or one that was made
  /// just so.
  ///
  /// @param at when it may have been made; null when it was not
  static Optional<Appointment> findSame(
      Handle handle, Appointment.Draft draft, @Nullable Instant at) {
    CallSid call = draft.call();
    if (call == null && at == null) {
      return Optional.empty();
    }
    var sql =
        new StringBuilder(
            """
            select * from appointments where business_id = :business and starts_at = :start
              and service = :service and state = 'BOOKED'
            """);
    var values = new HashMap<String, Object>();
    values.put("business", draft.business());
    values.put("start", draft.time().startsAt().toEpochMilli());
    values.put("service", draft.service());
    if (call != null) {
      sql.append(" and call_sid = :call");
      values.put("call", call.value());
    } else if (at != null) {
      sql.append(" and made_at = :at and made_by = :by");
      values.put("at", at.toEpochMilli());
      values.put("by", draft.madeBy());
    }
    return read(handle, sql.toString(), values).stream()
        .filter(found -> isSame(found, draft))
        .findFirst();
  }

  /// In a call somebody may book for two who come at the same time, to different people: those have
  /// two names. The same one asked for again may be with somebody else, as the first is taken up.
  private static boolean isSame(Appointment found, Appointment.Draft draft) {
    return found.time().resources().equals(draft.time().resources())
        || draft.call() != null && Objects.equals(found.name(), draft.name());
  }

  static List<Appointment> find(Handle handle, AppointmentQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from appointments where business_id = :business and starts_at >= :from
              and (starts_at > :after or (starts_at = :after and id > :id))
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("from", query.from().toEpochMilli());
    values.put("after", query.afterStart().toEpochMilli());
    values.put("id", query.afterId());
    values.put("limit", query.limit());
    if (query.before() != null) {
      sql.append(" and starts_at < :before");
      values.put("before", query.before().toEpochMilli());
    }
    if (query.state() != null) {
      sql.append(" and state = :state");
      values.put("state", query.state().name());
    }
    if (query.number() != null) {
      sql.append(" and number = :number");
      values.put("number", query.number().value());
    }
    if (query.call() != null) {
      sql.append(" and (call_sid = :call or changed_call = :call)");
      values.put("call", query.call().value());
    }
    return read(handle, sql.append(" order by starts_at, id limit :limit").toString(), values);
  }

  private static List<Appointment> read(Handle handle, String sql, Map<String, ?> values) {
    return handle.createQuery(sql).bindMap(values).map(AppointmentTable::appointment).list();
  }

  static Appointment add(Handle handle, Appointment.Draft draft, Instant at) {
    CallSid call = draft.call();
    long id = RowIds.next(handle, "appointment");
    handle
        .createUpdate(
            """
            insert into appointments (id, business_id, service, title, person, room, starts_at,
              ends_at, free_at, state, name, number, note, call_sid, made_at, made_by, changed_at,
              changed_by, revision, link)
            values (:id, :business, :service, :title, :person, :room, :start, :end, :free, 'BOOKED',
              :name, :number, :note, :call, :at, :by, :at, :by, 0, :link)
            """)
        .bind("id", id)
        .bind("business", draft.business())
        .bind("service", draft.service())
        .bind("title", draft.title())
        .bind("person", draft.time().person())
        .bind("room", draft.time().room())
        .bind("start", draft.time().startsAt().toEpochMilli())
        .bind("end", draft.time().endsAt().toEpochMilli())
        .bind("free", draft.time().freeAt().toEpochMilli())
        .bind("name", draft.name())
        .bind("number", ResultRow.text(draft.number()))
        .bind("note", draft.note())
        .bind("call", call == null ? null : call.value())
        .bind("at", at.toEpochMilli())
        .bind("by", draft.madeBy())
        .bind("link", RandomTokens.next())
        .execute();
    return find(handle, draft.business(), id).orElseThrow();
  }

  static void setTime(
      Handle handle, long id, AppointmentTime to, @Nullable CallSid call, String by, Instant at) {
    handle
        .createUpdate(
            """
            update appointments set person = :person, room = :room, starts_at = :start,
              ends_at = :end, free_at = :free, changed_at = :at, changed_by = :by,
              changed_call = :call, revision = revision + 1, confirmed_at = null
            where id = :id
            """)
        .bind("id", id)
        .bind("person", to.person())
        .bind("room", to.room())
        .bind("start", to.startsAt().toEpochMilli())
        .bind("end", to.endsAt().toEpochMilli())
        .bind("free", to.freeAt().toEpochMilli())
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .bind("call", call == null ? null : call.value())
        .execute();
  }

  static void setState(
      Handle handle, long id, State state, @Nullable CallSid call, String by, Instant at) {
    handle
        .createUpdate(
            """
            update appointments set state = :state, changed_at = :at, changed_by = :by,
              changed_call = :call, revision = revision + 1
            where id = :id
            """)
        .bind("id", id)
        .bind("state", state.name())
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .bind("call", call == null ? null : call.value())
        .execute();
  }

  /// Adds what has happened to an appointment to the timeline of the lead of the call in which it
  /// was booked, or else of the one in which it was changed.
  static void note(
      Handle handle,
      Appointment appointment,
      Action action,
      @Nullable Instant before,
      String by,
      Instant at) {
    CallSid call = appointment.call() == null ? appointment.changedCall() : appointment.call();
    if (call == null) {
      return;
    }
    ObjectNode detail =
        TimelineTable.object()
            .put("appointment", appointment.id())
            .put("action", action.name())
            .put("title", appointment.title())
            .put("startsAt", appointment.time().startsAt().toString());
    if (before != null) {
      detail.put("before", before.toString());
    }
    TimelineTable.add(
        handle,
        appointment.businessId(),
        call,
        null,
        new TimelineEntry.Draft(TimelineEntry.Kind.APPOINTMENT, at, by, null, detail.toString()));
  }

  private static Appointment appointment(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    String call = row.textOrNull("call_sid");
    String changed = row.textOrNull("changed_call");
    return new Appointment(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.text("service"),
        row.text("title"),
        new AppointmentTime(
            row.textOrNull("person"),
            row.textOrNull("room"),
            row.instant("starts_at"),
            row.instant("ends_at"),
            row.instant("free_at")),
        State.valueOf(row.text("state")),
        row.textOrNull("name"),
        row.phoneOrNull("number"),
        row.textOrNull("note"),
        call == null ? null : new CallSid(call),
        row.instant("made_at"),
        row.text("made_by"),
        row.instant("changed_at"),
        row.text("changed_by"),
        changed == null ? null : new CallSid(changed),
        row.longNumber("revision"),
        row.textOrNull("link"),
        row.instantOrNull("confirmed_at"));
  }
}
