package app.kolan.server.crm;

import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Writes the lead of a call down as it becomes known, so that a caller who hangs up half-way is
/// still called back.
///
/// Blocks for the disk; used by the thread of the call.
public final class LeadWriter {
  private final LoggedCall call;
  private final LeadStore leads;
  private final DeferredWrites deferred;
  private final InstantSource clock;
  private @Nullable PhoneNumber callback;
  private @Nullable Integer reasonTurn;
  private @Nullable Integer nameTurn;
  private LeadState state = LeadState.OPEN;

  public LeadWriter(LoggedCall call, LeadStore leads, InstantSource clock) {
    this(call, leads, new DeferredWrites(), clock);
  }

  /// @param deferred where the lead waits while the database is away
  public LeadWriter(
      LoggedCall call, LeadStore leads, DeferredWrites deferred, InstantSource clock) {
    this.call = call;
    this.leads = leads;
    this.deferred = deferred;
    this.clock = clock;
    this.callback = hasCallersNumber() ? call.caller() : null;
  }

  /// Goes on with what was known of the lead before.
  public void resume(Lead before) {
    callback = before.callback();
    reasonTurn = before.reasonTurn();
    nameTurn = before.nameTurn();
    state = before.state();
  }

  /// Whether the number that the caller calls from is known and can be called back.
  public boolean hasCallersNumber() {
    return call.caller().isDialable();
  }

  /// Whether it is known what the call is about.
  public boolean hasReason() {
    return reasonTurn != null;
  }

  /// The turn in which the caller first said something is the reason for the call, as long as
  /// nothing better is known.
  public void reasonGivenIfNone(int turn) {
    if (reasonTurn == null) {
      reasonGiven(turn);
    }
  }

  public void reasonGiven(int turn) {
    reasonTurn = turn;
    save();
  }

  public void nameGiven(int turn) {
    nameTurn = turn;
    save();
  }

  public void callBackOn(PhoneNumber number) {
    callback = number;
    save();
  }

  public void complete() {
    state = LeadState.COMPLETE;
    save();
  }

  private void save() {
    var lead =
        new Lead(
            call.sid(),
            call.businessId(),
            call.caller(),
            callback,
            reasonTurn,
            nameTurn,
            null,
            state,
            clock.instant());
    deferred.run(() -> leads.save(lead));
  }
}
