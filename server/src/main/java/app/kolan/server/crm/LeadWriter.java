package app.kolan.server.crm;

import app.kolan.server.store.CallWrite;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Writes the lead of a call down as it becomes known, so that a caller who hangs up half-way is
/// still called back. What the caller is then told to be noted waits for the disk, nothing else.
///
/// Used by the thread of the call.
public final class LeadWriter {
  private final LoggedCall call;
  private final LeadStore leads;
  private final CallWrites writes;
  private final InstantSource clock;
  private final boolean isPlaced;
  private @Nullable PhoneNumber callback;
  private @Nullable Integer reasonTurn;
  private @Nullable Integer nameTurn;
  private LeadState state = LeadState.OPEN;

  /// For a call that came in.
  ///
  /// @param writes the call's
  public LeadWriter(LoggedCall call, LeadStore leads, CallWrites writes, InstantSource clock) {
    this(call, leads, writes, clock, false);
  }

  /// @param writes the call's
  /// @param isPlaced whether the server has called: who is called wants nothing until he says so
  public LeadWriter(
      LoggedCall call, LeadStore leads, CallWrites writes, InstantSource clock, boolean isPlaced) {
    this.isPlaced = isPlaced;
    this.call = call;
    this.leads = leads;
    this.writes = writes;
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

  /// Whether the caller has said who he is.
  public boolean hasName() {
    return nameTurn != null;
  }

  /// Whether there is nothing more to ask.
  public boolean isComplete() {
    return state == LeadState.COMPLETE;
  }

  /// The turn in which the caller first said something is the reason for the call, as long as
  /// nothing better is known. In a call that the server has placed it is an answer, and no reason.
  public void reasonGivenIfNone(int turn) {
    if (reasonTurn == null && !isPlaced) {
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

  /// Notes the number, which is on the disk when this returns: it is read back.
  public void callBackOn(PhoneNumber number) {
    callback = number;
    save();
    writes.await();
  }

  /// The message is complete, and on the disk when this returns: the caller is told so.
  public void complete() {
    state = LeadState.COMPLETE;
    save();
    writes.await();
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
    writes.addRepeatable(() -> leads.save(lead), new CallWrite.SaveLead(lead));
  }
}
