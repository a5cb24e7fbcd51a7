package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What kind of alert a call that is over asks for, the best first.
/*
 *   a call that is over                   the first of these that a rule has
 *   an appointment came of it             appointment, then as below
 *   somebody said something of himself    new-lead, message, call-broken
 *   a message was left, nothing else      message, new-lead, call-broken
 *   it broke, without either              call-broken, missed-call
 *   gone before a word                    missed-call
 *
 * So each destination is notified of a call once. */
final class CallAlertKinds {
  private CallAlertKinds() {}

  /// @param booked whether an appointment was booked, moved or cancelled in it
  static List<AlertKind> of(
      LoggedCall call, @Nullable Lead lead, List<Turn> turns, boolean booked) {
    List<AlertKind> others = of(call, lead, turns);
    return booked
        ? Stream.concat(Stream.of(AlertKind.APPOINTMENT), others.stream()).toList()
        : others;
  }

  static List<AlertKind> of(LoggedCall call, @Nullable Lead lead, List<Turn> turns) {
    boolean broken = call.outcome() == CallOutcome.BROKEN || call.errorCode() != null;
    if (lead == null) {
      boolean silent = turns.stream().noneMatch(turn -> turn.speaker() == Speaker.CALLER);
      boolean gone =
          call.outcome() == CallOutcome.HUNG_UP
              || call.outcome() == CallOutcome.OPEN
              || call.outcome() == CallOutcome.BROKEN;
      var kinds = new ArrayList<AlertKind>();
      if (broken) {
        kinds.add(AlertKind.CALL_BROKEN);
      }
      if (silent && gone) {
        kinds.add(AlertKind.MISSED_CALL);
      }
      return kinds;
    }
    boolean hasWords =
        lead.state() == LeadState.COMPLETE
            || lead.reasonTurn() != null
            || lead.nameTurn() != null
            || lead.subject() != null
            || lead.name() != null;
    Stream<AlertKind> kinds =
        lead.recording() == null
            ? Stream.of(AlertKind.NEW_LEAD)
            : hasWords
                ? Stream.of(AlertKind.NEW_LEAD, AlertKind.MESSAGE)
                : Stream.of(AlertKind.MESSAGE, AlertKind.NEW_LEAD);
    return Stream.concat(kinds, broken ? Stream.of(AlertKind.CALL_BROKEN) : Stream.empty())
        .toList();
  }
}
