package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.AppointmentChanged;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.Action;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.OccupiedTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Appointments whose changes are published.
record WatchedAppointments(AppointmentStore store, WatchedStores events)
    implements AppointmentStore {
  @Override
  public OccupiedTimes occupied(
      long business,
      Collection<String> resources,
      Instant from,
      Instant to,
      @Nullable CallSid call,
      Instant now) {
    return store.occupied(business, resources, from, to, call, now);
  }

  @Override
  public boolean hold(
      long business, AppointmentTime time, CallSid call, Instant until, Instant now) {
    return store.hold(business, time, call, until, now);
  }

  @Override
  public void release(long business, CallSid call) {
    store.release(business, call);
  }

  @Override
  public Outcome book(Appointment.Draft draft, Instant at) {
    return told(store.book(draft, at), Action.BOOKED);
  }

  @Override
  public Outcome bookHeld(Appointment.Draft draft, CallSid holder, Instant at) {
    return told(store.bookHeld(draft, holder, at), Action.BOOKED);
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
    return told(store.move(business, id, revision, to, call, actor, at), Action.MOVED);
  }

  @Override
  public Appointment cancel(
      long business, long id, long revision, @Nullable CallSid call, String actor, Instant at) {
    return told(store.cancel(business, id, revision, call, actor, at), Action.CANCELLED);
  }

  @Override
  public Appointment noShow(long business, long id, long revision, String actor, Instant at) {
    return told(store.noShow(business, id, revision, actor, at), Action.NO_SHOW);
  }

  @Override
  public Appointment arrived(long business, long id, long revision, String actor, Instant at) {
    return told(store.arrived(business, id, revision, actor, at), Action.ARRIVED);
  }

  @Override
  public Appointment confirm(long business, long id, String actor, Instant at) {
    return told(store.confirm(business, id, actor, at), Action.CONFIRMED);
  }

  @Override
  public Optional<Appointment> findByLink(String link) {
    return store.findByLink(link);
  }

  @Override
  public List<Appointment> changedSince(Instant from, int limit) {
    return store.changedSince(from, limit);
  }

  @Override
  public Optional<Appointment> find(long business, long id) {
    return store.find(business, id);
  }

  @Override
  public List<Appointment> find(AppointmentQuery query) {
    return store.find(query);
  }

  private Outcome told(Outcome outcome, Action action) {
    if (outcome instanceof Outcome.Booked(var appointment)) {
      Appointment _ = told(appointment, action);
    }
    return outcome;
  }

  private Appointment told(Appointment appointment, Action action) {
    events.publish(
        appointment.businessId(),
        null,
        new AppointmentChanged(
            appointment.id(), action, appointment.time().startsAt(), appointment.revision()));
    return appointment;
  }
}
