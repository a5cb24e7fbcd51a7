package app.kolan.server.outbound;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.CrmConflict;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what somebody wants whom a machine has called: confirms or cancels his appointment, or
/// notes that he is not to be called again. Doing it again changes nothing.
///
/// Blocks for the disk.
record AnnouncementAnswers(
    AppointmentStore appointments, DoNotCallStore doNotCall, AuditLog audit, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementAnswers.class);

  /// @return whether it is done
  boolean carryOut(CallOrder order, CallAnswer answer) {
    Instant now = clock.instant();
    var entry =
        new AuditEntry(
            now,
            Appointment.BY_CALL,
            "outgoing-call.answer",
            order.business(),
            order.id(),
            JsonNodeFactory.instance.objectNode().put("answer", answer.name()).toString(),
            null);
    if (answer == CallAnswer.NO_MORE_CALLS) {
      return AuditedChange.make(_ -> entry, () -> noMoreCalls(order, now));
    }
    boolean done =
        switch (answer) {
          case CONFIRMED -> confirm(order, now);
          case CANCELLED -> cancel(order, now);
          case TALK, NO_MORE_CALLS -> true;
        };
    audit.append(entry);
    return done;
  }

  private boolean noMoreCalls(CallOrder order, Instant now) {
    doNotCall.add(
        order.business(), List.of(order.what().number()), Source.PERSON, Appointment.BY_CALL, now);
    return true;
  }

  private boolean confirm(CallOrder order, Instant now) {
    Optional<Appointment> open = open(order, now);
    try {
      open.ifPresent(
          known -> {
            Appointment _ =
                appointments.confirm(order.business(), known.id(), Appointment.BY_CALL, now);
          });
      return open.isPresent();
    } catch (CrmConflict cancelled) {
      return false;
    }
  }

  private boolean cancel(CallOrder order, Instant now) {
    Optional<Appointment> open = open(order, now);
    if (open.isEmpty()) {
      return find(order).filter(known -> known.state() == Appointment.State.CANCELLED).isPresent();
    }
    try {
      Appointment _ =
          appointments.cancel(
              order.business(),
              open.get().id(),
              open.get().revision(),
              null,
              Appointment.BY_CALL,
              now);
      return true;
    } catch (CrmConflict changed) {
      LOG.atInfo()
          .addKeyValue("order", order.id())
          .log("an appointment was changed while it was being cancelled");
      return false;
    }
  }

  /// The appointment that it is about, if it can still be changed, and is at the time that he
  /// hears: it was not moved since the call was ordered.
  Optional<Appointment> open(CallOrder order, Instant now) {
    return find(order)
        .filter(known -> known.state() == Appointment.State.BOOKED)
        .filter(known -> !known.changedAt().isAfter(order.createdAt()))
        .filter(known -> known.time().startsAt().isAfter(now));
  }

  private Optional<Appointment> find(CallOrder order) {
    return Optional.ofNullable(order.what().announcement())
        .map(Announcement::appointment)
        .flatMap(id -> appointments.find(order.business(), id));
  }
}
