package app.kolan.server.store.sql;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.Action;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.OccupiedTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The appointments.
final class SqlAppointmentStore implements AppointmentStore {
  private final SqlDatabase database;

  SqlAppointmentStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public OccupiedTimes occupied(
      long business,
      Collection<String> resources,
      Instant from,
      Instant to,
      @Nullable CallSid call,
      Instant now) {
    return database.read(
        handle -> AppointmentCells.occupied(handle, business, resources, from, to, call, now));
  }

  @Override
  public boolean hold(
      long business, AppointmentTime time, CallSid call, Instant until, Instant now) {
    try {
      database.writeOnly(
          handle -> {
            AppointmentCells.forgetPast(handle, business, now);
            CalendarBusyTable.requireFree(handle, business, time);
            AppointmentCells.hold(handle, business, time, call, until, now);
          });
      return true;
    } catch (AppointmentCells.Taken _) {
      return false;
    }
  }

  @Override
  public void release(long business, CallSid call) {
    database.writeOnly(handle -> AppointmentCells.release(handle, business, call));
  }

  @Override
  public Outcome book(Appointment.Draft draft, Instant at) {
    return book(draft, draft.call(), at);
  }

  @Override
  public Outcome bookHeld(Appointment.Draft draft, CallSid holder, Instant at) {
    return book(draft, holder, at);
  }

  private Outcome book(Appointment.Draft draft, @Nullable CallSid holder, Instant at) {
    try {
      return new Outcome.Booked(
          database.writeRepeatable(
              (handle, mayBeDone) ->
                  AppointmentTable.findSame(handle, draft, mayBeDone ? at : null)
                      .orElseGet(() -> book(handle, draft, holder, at))));
    } catch (AppointmentCells.Taken _) {
      return new Outcome.Taken();
    }
  }

  private static Appointment book(
      Handle handle, Appointment.Draft draft, @Nullable CallSid holder, Instant at) {
    AppointmentCells.forgetPast(handle, draft.business(), at);
    CalendarBusyTable.requireFree(handle, draft.business(), draft.time());
    Appointment booked = AppointmentTable.add(handle, draft, at);
    AppointmentCells.take(handle, booked, draft.time(), holder, at);
    AppointmentTable.note(handle, booked, Action.BOOKED, null, draft.madeBy(), at);
    return booked;
  }

  @Override
  public Outcome move(
      long business,
      long id,
      long revision,
      AppointmentTime to,
      @Nullable CallSid call,
      String actor,
      Instant at) {
    try {
      return new Outcome.Booked(
          database.writeRepeatable(
              (handle, mayBeDone) -> {
                Appointment before = locked(handle, business, id);
                if (mayBeDone && before.revision() == revision + 1 && before.time().equals(to)) {
                  return before;
                }
                requireRevision(before, revision);
                requireBooked(before);
                if (!actor.equals(Appointment.BY_CALENDAR)) {
                  CalendarBusyTable.requireFree(handle, business, to);
                }
                AppointmentCells.take(handle, before, to, call, at);
                AppointmentCells.freeAllBut(handle, before, to);
                AppointmentTable.setTime(handle, id, to, call, actor, at);
                Appointment after = locked(handle, business, id);
                AppointmentTable.note(
                    handle, after, Action.MOVED, before.time().startsAt(), actor, at);
                return after;
              }));
    } catch (AppointmentCells.Taken _) {
      return new Outcome.Taken();
    }
  }

  @Override
  public Appointment cancel(
      long business, long id, long revision, @Nullable CallSid call, String actor, Instant at) {
    return end(business, id, revision, State.CANCELLED, call, actor, at);
  }

  @Override
  public Appointment noShow(long business, long id, long revision, String actor, Instant at) {
    return end(business, id, revision, State.NO_SHOW, null, actor, at);
  }

  @Override
  public Appointment arrived(long business, long id, long revision, String actor, Instant at) {
    return end(business, id, revision, State.ARRIVED, null, actor, at);
  }

  @Override
  public Appointment confirm(long business, long id, String actor, Instant at) {
    return database.write(
        handle -> {
          Appointment before = locked(handle, business, id);
          requireBooked(before);
          if (before.confirmedAt() != null) {
            return before;
          }
          AppointmentTable.setConfirmed(handle, id, at);
          Appointment after = locked(handle, business, id);
          AppointmentTable.note(handle, after, Action.CONFIRMED, null, actor, at);
          return after;
        });
  }

  private Appointment end(
      long business,
      long id,
      long revision,
      State state,
      @Nullable CallSid call,
      String actor,
      Instant at) {
    return database.write(
        handle -> {
          Appointment before = locked(handle, business, id);
          if (before.state() == state) {
            return before;
          }
          requireRevision(before, revision);
          if (state == State.CANCELLED) {
            requireBooked(before);
          } else {
            requireTime(before, state, at);
          }
          // Who has come is there, and takes up person and room.
          if (state != State.ARRIVED) {
            AppointmentCells.free(handle, before);
          }
          AppointmentTable.setState(handle, id, state, call, actor, at);
          Appointment after = locked(handle, business, id);
          AppointmentTable.note(handle, after, Action.valueOf(state.name()), null, actor, at);
          return after;
        });
  }

  @Override
  public Optional<Appointment> find(long business, long id) {
    return database.read(handle -> AppointmentTable.find(handle, business, id));
  }

  @Override
  public Optional<Appointment> findByLink(String link) {
    return database.read(handle -> AppointmentTable.findByLink(handle, link));
  }

  @Override
  public List<Appointment> changedSince(Instant from, int limit) {
    return database.read(handle -> AppointmentTable.changedSince(handle, from, limit));
  }

  @Override
  public List<Appointment> find(AppointmentQuery query) {
    return database.read(handle -> AppointmentTable.find(handle, query));
  }

  /// The appointment, of which other changes wait.
  private static Appointment locked(Handle handle, long business, long id) {
    handle.execute(
        "update appointments set revision = revision where id = ? and business_id = ?",
        id,
        business);
    return AppointmentTable.find(handle, business, id)
        .orElseThrow(() -> new CrmConflict(Kind.UNKNOWN, "There is no such appointment."));
  }

  private static void requireRevision(Appointment found, long revision) {
    if (found.revision() != revision) {
      throw new CrmConflict(Kind.CHANGED, "The appointment was changed meanwhile; read it again.");
    }
  }

  private static void requireTime(Appointment found, State state, Instant at) {
    if (found.state() == State.CANCELLED) {
      throw new CrmConflict(Kind.CONFLICT, "The appointment was cancelled.");
    }
    Instant earliest =
        state == State.ARRIVED
            ? found.time().startsAt().minus(EARLIEST_ARRIVAL)
            : found.time().startsAt();
    if (earliest.isAfter(at)) {
      throw new CrmConflict(Kind.CONFLICT, "The appointment has not begun yet.");
    }
  }

  private static void requireBooked(Appointment found) {
    if (found.state() != State.BOOKED) {
      throw new CrmConflict(Kind.CONFLICT, "The appointment is no longer booked.");
    }
  }
}
