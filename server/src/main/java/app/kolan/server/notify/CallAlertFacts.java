package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an alert tells of a call: who called, what for, and what came of it.
final class CallAlertFacts {
  private static final int MOST_APPOINTMENTS = 20;

  private final Stores stores;
  private final AlertLinks links;

  CallAlertFacts(Stores stores, AlertLinks links) {
    this.stores = stores;
    this.links = links;
  }

  /// The last appointment that was booked or changed in a call; null for none.
  @Nullable Appointment appointment(LoggedCall call) {
    return stores
        .crm()
        .appointments()
        .find(AppointmentQuery.touchedIn(call.businessId(), call.sid(), MOST_APPOINTMENTS))
        .stream()
        .max(Comparator.comparing(Appointment::changedAt))
        .orElse(null);
  }

  /// @param lead that came of it; null for none
  AlertFacts of(BusinessSettings business, LoggedCall call, @Nullable Lead lead, List<Turn> turns) {
    Instant at = call.endedAt() == null ? call.arrivedAt() : call.endedAt();
    AlertFacts facts = AlertFacts.of(AlertKind.TEST, business.business().name(), at);
    facts.put("call", call.sid().value());
    facts.put("caller", call.caller().value());
    facts.put("outcome", call.outcome().name());
    CallSummary summary = stores.callSummaries().find(call.sid()).orElse(null);
    if (lead != null) {
      put(facts, lead, turns, summary);
    }
    Appointment appointment = appointment(call);
    if (appointment != null) {
      facts.put("appointment", appointment.title());
      facts.put("appointmentAt", appointment.time().startsAt().toString());
      facts.put("appointmentAction", action(appointment, call).name());
      if (lead == null) {
        facts.put("name", appointment.name());
      }
    }
    if (summary != null) {
      facts.put("summary", summary.summary()).put("summaryBy", summary.madeBy());
    }
    return facts;
  }

  /// Adds what is known of a lead.
  void put(AlertFacts facts, Lead lead) {
    put(
        facts,
        lead,
        stores.turns().findByCall(lead.call()),
        stores.callSummaries().find(lead.call()).orElse(null));
  }

  private void put(AlertFacts facts, Lead lead, List<Turn> turns, @Nullable CallSummary summary) {
    facts.put("callback", lead.callback() == null ? null : lead.callback().value());
    facts.put("name", or(lead.name(), words(turns, lead.nameTurn())));
    facts.put("subject", subject(lead, turns, summary));
    facts.put("recording", lead.recording() == null ? null : lead.recording().value());
    String link = links.lead(lead.call());
    if (link != null) {
      facts.put("link", link);
    }
  }

  /// What the call was about: as a language model put it, if one did, else in the caller's words.
  private static @Nullable String subject(
      Lead lead, List<Turn> turns, @Nullable CallSummary summary) {
    String summarised =
        summary == null || summary.madeBy().equals(CallSummary.BY_FACTS) ? null : summary.subject();
    return or(lead.subject(), or(summarised, words(turns, lead.reasonTurn())));
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  private static @Nullable String words(List<Turn> turns, @Nullable Integer position) {
    return position == null
        ? null
        : turns.stream()
            .filter(turn -> turn.position() == position)
            .findFirst()
            .map(turn -> or(turn.translation(), turn.words()))
            .orElse(null);
  }

  private static Appointment.Action action(Appointment appointment, LoggedCall call) {
    return switch (appointment.state()) {
      case CANCELLED -> Appointment.Action.CANCELLED;
      case NO_SHOW -> Appointment.Action.NO_SHOW;
      case BOOKED, ARRIVED ->
          call.sid().equals(appointment.call())
              ? Appointment.Action.BOOKED
              : Appointment.Action.MOVED;
    };
  }
}
