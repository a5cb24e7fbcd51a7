package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The record of what happened: calls, turns, leads, recordings and the use of tools.
///
/// Any thread may use it. Each method waits for the disk, for about a millisecond, and so belongs
/// on a virtual thread and never on an event loop; an interrupt does not cut it short. What a
/// method has written when it returns outlives a crash of the program and of the machine. Instants
/// are kept to the millisecond. Every method throws [LedgerException] when the database fails.
///
/// A crash leaves the calls of that moment [CallOutcome#OPEN], on purpose: Twilio still asks what
/// to do when their stream ends, and that request settles them.
public final class Ledger implements AutoCloseable {
  private final Database database;
  private volatile Consumer<CallOutcome> whenSettled = _ -> {};

  private Ledger(Database database) {
    this.database = database;
  }

  /// Opens the ledger of a data folder; the folder and the database are created when missing and
  /// brought up to date when older.
  ///
  /// @throws LedgerException when the folder cannot be written to, or the database is corrupt or
  ///   from a newer Kolan
  public static Ledger open(Path dataFolder) {
    Database database = Database.open(dataFolder);
    database.warmUp(handle -> Calls.latest(handle, 1));
    return new Ledger(database);
  }

  /// A call as it arrived: written once, and given back as it was written when Twilio asks again.
  /// What Twilio told about it earlier counts.
  ///
  /// @param freshTicket the ticket for its media stream, should the call be new
  public LoggedCall callArrived(
      CallSid sid,
      String accountSid,
      long businessId,
      PhoneNumber caller,
      PhoneNumber called,
      String freshTicket,
      Instant at) {
    return callArrived(sid, accountSid, businessId, 0, caller, called, freshTicket, at);
  }

  /// The same, for a business whose settings have versions.
  ///
  /// @param settingsVersion the version by which the call is answered
  public LoggedCall callArrived(
      CallSid sid,
      String accountSid,
      long businessId,
      long settingsVersion,
      PhoneNumber caller,
      PhoneNumber called,
      String freshTicket,
      Instant at) {
    return database.write(
        handle ->
            Calls.arrived(
                handle,
                sid,
                accountSid,
                businessId,
                settingsVersion,
                caller,
                called,
                freshTicket,
                at));
  }

  /// The call of that name; empty when it never arrived.
  public Optional<LoggedCall> call(CallSid sid) {
    return database.read(handle -> Calls.find(handle, sid));
  }

  /// The newest calls, the newest first.
  public List<LoggedCall> latestCalls(int most) {
    return database.read(handle -> Calls.latest(handle, most));
  }

  /// The newest calls that came to a business from a number, the newest first.
  public List<LoggedCall> callsFrom(long businessId, PhoneNumber caller, int most) {
    return database.read(handle -> Calls.from(handle, businessId, caller, most));
  }

  /// The calls that nobody has settled, the oldest first: those that are on, and those whose end a
  /// crash hid. A status that ends the call tells them apart.
  public List<LoggedCall> openCalls() {
    return database.read(Calls::open);
  }

  /// Lets a media stream in, once: empty when the call is unknown, or its ticket is another one or
  /// is spent already.
  public Optional<LoggedCall> spendTicket(
      CallSid sid, String ticket, StreamSid stream, Instant at) {
    return database.write(handle -> Calls.spendTicket(handle, sid, ticket, stream, at));
  }

  /// Says how a call came out.
  ///
  /// @param handOverTo whom the caller is given to
  /// @return whether this is how; false when it was settled before, or is unknown
  public boolean settle(
      CallSid sid, CallOutcome outcome, @Nullable PhoneNumber handOverTo, Instant at) {
    if (outcome == CallOutcome.OPEN) {
      throw new IllegalArgumentException("a call cannot be settled as open");
    }
    boolean isFirst = database.write(handle -> Calls.settle(handle, sid, outcome, handOverTo, at));
    if (isFirst) {
      whenSettled.accept(outcome);
    }
    return isFirst;
  }

  /// Has somebody told how each call comes out from now on, once it is on the disk, on the thread
  /// that settles it.
  public void tellOutcomes(Consumer<CallOutcome> told) {
    whenSettled = told;
  }

  /// Takes note of how far a call has come, in whatever order Twilio says it.
  public void callProgressed(Webhook.CallProgress event, Instant at) {
    database.writeOnly(handle -> CallStatusEvents.callProgressed(handle, event, at));
  }

  /// Takes note of what became of a media stream.
  public void streamProgressed(Webhook.StreamProgress event, Instant at) {
    database.writeOnly(handle -> CallStatusEvents.streamProgressed(handle, event, at));
  }

  /// What Twilio told about a call, as it was heard.
  public List<CallStatusEvent> events(CallSid sid) {
    return database.read(handle -> CallStatusEvents.of(handle, sid));
  }

  /// Adds a turn to a call.
  ///
  /// @return its position, from 0
  /// @throws IllegalStateException when the call never arrived
  public int addTurn(NewTurn turn) {
    return database.write(handle -> Turns.add(handle, turn));
  }

  /// Says what was said in a turn that is written down already, and does not wait for the disk: the
  /// caller waits for the answer, and the sound of the turn is there.
  public void understood(CallSid call, int position, String words) {
    database.writeUnawaited(handle -> Turns.understood(handle, call, position, words));
  }

  /// A call's turns in order.
  public List<Turn> turns(CallSid sid) {
    return database.read(handle -> Turns.of(handle, sid));
  }

  /// Takes down how long the stages of a turn took, and does not wait for the disk. When the
  /// database fails, the log says so. The first word on a turn counts.
  public void turnTimed(TurnTimes times) {
    database.writeUnawaited(handle -> TimedTurns.add(handle, times));
  }

  /// How long the stages of a call's turns took, in the order of the turns.
  public List<TurnTimes> turnStages(CallSid call) {
    return database.read(handle -> TimedTurns.of(handle, call));
  }

  /// Saves what is known of a lead. A call has one: saving again replaces what is known anew, keeps
  /// what the new one leaves null, and never takes a complete lead back.
  public void saveLead(Lead lead) {
    database.writeOnly(handle -> Leads.save(handle, lead));
  }

  /// The lead of a call.
  public Optional<Lead> lead(CallSid sid) {
    return database.read(handle -> Leads.find(handle, sid));
  }

  /// All leads, the newest first.
  public List<Lead> leads() {
    return database.read(Leads::all);
  }

  /// The newest leads that a business has from a number, the newest first.
  public List<Lead> leadsFrom(long businessId, PhoneNumber caller, int most) {
    return database.read(handle -> Leads.of(handle, businessId, caller, most));
  }

  /// Takes down that a tool is about to be used, once.
  ///
  /// @return empty when this is the first time; otherwise the use as it stands
  public Optional<ToolCallEntry> toolUseBegins(ToolCallEntry use) {
    return database.write(handle -> ToolUses.begin(handle, use));
  }

  /// Takes down what came of a tool. The first word counts.
  public void toolUseEnded(ToolCallEntry use) {
    database.writeOnly(handle -> ToolUses.end(handle, use));
  }

  /// A call's uses of tools, in the order in which they began.
  public List<ToolCallEntry> toolUses(CallSid call) {
    return database.read(handle -> ToolUses.of(handle, call));
  }

  /// Promises to send a summary of a call. The same promise is made once.
  public void summaryPromised(
      CallSid call, String fingerprint, long businessId, String body, Instant at) {
    database.writeOnly(handle -> Summaries.add(handle, call, fingerprint, businessId, body, at));
  }

  /// Takes note of an attempt to send a summary.
  ///
  /// @param state how it stands after it
  /// @param problem why it failed
  public void summaryAttempted(
      Summary summary, SummaryState state, @Nullable String problem, Instant at) {
    database.writeOnly(handle -> Summaries.attempted(handle, summary, state, problem, at));
  }

  /// The summaries that are still to be sent, the oldest first.
  public List<Summary> summariesToSend() {
    return database.read(Summaries::waiting);
  }

  /// A call's summaries.
  public List<Summary> summaries(CallSid call) {
    return database.read(handle -> Summaries.of(handle, call));
  }

  /// Takes note of a message that Twilio has recorded, and makes it part of its call's lead.
  ///
  /// @return whether this is the first news of it
  public boolean recordingAnnounced(
      RecordingSid sid, CallSid call, @Nullable Duration length, Instant at) {
    return database.write(handle -> Recordings.announced(handle, sid, call, length, at));
  }

  /// Takes note that a recording is in the data folder.
  ///
  /// @param audioFile relative to the data folder
  /// @param length the sound's length, should Twilio not have told it
  /// @return whether this is the first time
  public boolean recordingStored(
      RecordingSid sid, String audioFile, long bytes, @Nullable Duration length, Instant at) {
    return database.write(handle -> Recordings.stored(handle, sid, audioFile, bytes, length, at));
  }

  /// Takes note that there is no such recording, unless it has been stored.
  public void recordingAbsent(RecordingSid sid, CallSid call, String problem, Instant at) {
    database.writeOnly(handle -> Recordings.absent(handle, sid, call, problem, at));
  }

  /// Takes note of an attempt that will be made again.
  public void recordingAttemptFailed(RecordingSid sid, String problem, Instant at) {
    database.writeOnly(handle -> Recordings.attemptFailed(handle, sid, problem, at));
  }

  /// Takes note of an attempt that someone should look at.
  public void recordingFailed(RecordingSid sid, String problem, Instant at) {
    database.writeOnly(handle -> Recordings.failed(handle, sid, problem, at));
  }

  /// The recording of that name.
  public Optional<Recording> recording(RecordingSid sid) {
    return database.read(handle -> Recordings.find(handle, sid));
  }

  /// A call's recordings, the first announced first.
  public List<Recording> recordings(CallSid call) {
    return database.read(handle -> Recordings.of(handle, call));
  }

  /// The recordings that are announced or have failed, and so are still to be fetched.
  public List<Recording> recordingsToFetch() {
    return database.read(Recordings::toFetch);
  }

  /// The database, for a library that keeps tables of its own in it.
  public DataSource connections() {
    return database.connections();
  }

  /// Waits for the writes that were begun.
  @Override
  public void close() {
    database.close();
  }
}
