package app.kolan.server.store.sql;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.OccupiedTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// The table of who has which five minutes of a person or a room.
/*
 * A cell is one row, and its key is why nobody is booked twice: of two transactions that want one,
 * the second waits for the first, and then finds the row.
 *
 *   nobody's                     taken
 *   held, and the time is over   taken
 *   held for the same call       taken
 *   of the same appointment      taken: it is moved by less than it is long
 *   anybody else's               Taken is thrown, which undoes the transaction
 *
 * All take their cells in the order of the key, so that no two wait for each other. */
final class AppointmentCells {
  /// So long cells of the past are kept; longer than any appointment is.
  private static final Duration KEPT = Duration.ofDays(2);

  private AppointmentCells() {}

  /// Somebody else has a cell. Undoes the transaction.
  static final class Taken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Taken() {
      super("a cell is somebody else's", null, false, false);
    }
  }

  static void hold(
      Handle handle,
      long business,
      AppointmentTime time,
      CallSid call,
      Instant until,
      Instant now) {
    put(handle, business, time, null, call, until, now);
  }

  /// @param call what is held for it may be taken; null for nobody
  static void take(
      Handle handle,
      Appointment appointment,
      AppointmentTime time,
      @Nullable CallSid call,
      Instant now) {
    put(handle, appointment.businessId(), time, appointment.id(), call, null, now);
  }

  private static void put(
      Handle handle,
      long business,
      AppointmentTime time,
      @Nullable Long appointment,
      @Nullable CallSid call,
      @Nullable Instant until,
      Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into appointment_cells
              (business_id, resource, cell, appointment_id, call_sid, held_until)
            values (:business, :resource, :cell, :appointment, :holder, :until)
            on conflict (business_id, resource, cell) do update
              set appointment_id = excluded.appointment_id, call_sid = excluded.call_sid,
                held_until = excluded.held_until
              where appointment_cells.held_until <= :now
                or (appointment_cells.held_until is not null
                  and appointment_cells.call_sid = :call)
                or appointment_cells.appointment_id = :appointment
            """);
    long end = OccupiedTimes.end(time.freeAt());
    for (String resource : time.resources()) {
      for (long cell = OccupiedTimes.first(time.startsAt()); cell < end; cell++) {
        batch
            .bind("business", business)
            .bind("resource", resource)
            .bind("cell", cell)
            .bind("appointment", appointment)
            .bind("holder", until == null || call == null ? null : call.value())
            .bind("until", ResultRow.millis(until))
            .bind("now", now.toEpochMilli())
            .bind("call", call == null ? "" : call.value())
            .add();
      }
    }
    if (Arrays.stream(batch.execute()).anyMatch(rows -> rows == 0)) {
      throw new Taken();
    }
  }

  /// Deletes what lies in the past, in which nobody takes a cell: what was held, and what took
  /// place.
  static void forgetPast(Handle handle, long business, Instant now) {
    handle.execute(
        "delete from appointment_cells where business_id = ? and cell < ?",
        business,
        OccupiedTimes.first(now.minus(KEPT)));
  }

  /// Frees what is held for a call.
  static void release(Handle handle, long business, CallSid call) {
    handle.execute(
        """
        delete from appointment_cells
        where business_id = ? and call_sid = ? and held_until is not null
        """,
        business,
        call.value());
  }

  static void free(Handle handle, Appointment appointment) {
    handle.execute("delete from appointment_cells where appointment_id = ?", appointment.id());
  }

  /// Frees what an appointment has besides a time.
  static void freeAllBut(Handle handle, Appointment appointment, AppointmentTime time) {
    handle
        .createUpdate(
            """
            delete from appointment_cells
            where appointment_id = :appointment
              and not (resource in (<resources>) and cell >= :first and cell < :end)
            """)
        .bindList("resources", time.resources())
        .bind("appointment", appointment.id())
        .bind("first", OccupiedTimes.first(time.startsAt()))
        .bind("end", OccupiedTimes.end(time.freeAt()))
        .execute();
  }

  static OccupiedTimes occupied(
      Handle handle,
      long business,
      Collection<String> resources,
      Instant from,
      Instant to,
      @Nullable CallSid call,
      Instant now) {
    if (resources.isEmpty()) {
      return OccupiedTimes.NONE;
    }
    Map<String, Set<Long>> cells = new HashMap<>();
    handle
        .createQuery(
            """
            select resource, cell from appointment_cells
            where business_id = :business and resource in (<resources>)
              and cell >= :first and cell < :end
              and (held_until is null or (held_until > :now and call_sid <> :call))
            """)
        .bindList("resources", resources)
        .bind("business", business)
        .bind("first", OccupiedTimes.first(from))
        .bind("end", OccupiedTimes.end(to))
        .bind("now", now.toEpochMilli())
        .bind("call", call == null ? "" : call.value())
        .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(
            cell ->
                cells.computeIfAbsent(cell.getKey(), _ -> new HashSet<>()).add(cell.getValue()));
    CalendarBusyTable.addTo(cells, handle, business, resources, from, to);
    return new OccupiedTimes(cells);
  }
}
