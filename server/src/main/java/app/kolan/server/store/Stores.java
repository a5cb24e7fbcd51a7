package app.kolan.server.store;

import java.util.function.Consumer;

/// The stores of one deployment: what happened, kept durably. Together they are the ledger that the
/// documentation and the log speak of. There is one store per aggregate, and a class takes only
/// those that it needs.
///
/// Each contract below holds for every store unless a method says otherwise:
///
/// - **Durability.** A method that changes something returns when the change is on the disk; it
///   then outlives a crash of the program and of the machine. The exceptions are named where they
///   are: [TurnStore#setWords] and [TurnStore#addTimes] do not wait.
/// - **Atomicity.** A method is one transaction, also where it touches more than one aggregate. The
///   aggregate that owns the operation names the others in its documentation.
/// - **Visibility.** Every method sees what was on the disk when it was called, on whichever thread
///   it was written.
/// - **Threads.** Any thread may call any method. Each blocks, for about a millisecond, so it
///   belongs on a virtual thread and never on an event loop. An interrupt does not cut it short:
///   the write is made, and the thread's interrupted status is kept.
/// - **Idempotence.** Twilio repeats its requests. A method that takes what Twilio says may be
///   called again with the same arguments; what is different is said there.
/// - **Values.** Instants and durations are kept to the millisecond.
/// - **Errors.** Every method throws [StoreException] when the database fails or the stores are
///   closed; those that do not wait log it instead. The change is then undone as far as can be
///   known; the answer to a commit can be lost, so a caller that repeats a method must look at its
///   idempotence. An exception never contains the values that were to be written.
public interface Stores extends AutoCloseable {
  CallStore calls();

  TurnStore turns();

  LeadStore leads();

  RecordingStore recordings();

  SummaryStore summaries();

  ToolCallStore toolCalls();

  /// Callers whom people are asked to take.
  HandOverStore handOvers();

  UsageStore usage();

  FigureStore figures();

  /// What is left to do of calls that are over.
  AfterCallStore afterCalls();

  TranscriptionStore transcriptions();

  CallSummaryStore callSummaries();

  /// What businesses have their agents know.
  KnowledgeStore knowledge();

  /// What comes of calls: contacts, the work on leads, promises, search.
  CrmStores crm();

  /// The database in which the scheduler of jobs keeps tables of its own.
  JobDatabase jobDatabase();

  /// Writes something that changes nothing, to see whether it can be.
  ///
  /// @throws StoreException when it cannot
  void checkWritable();

  /// Calls this after each write that fails, on the thread that learns of it. There is one such
  /// listener; a later one replaces it.
  void onWriteFailed(Consumer<StoreException> listener);

  /// Waits for the writes that were begun, those that nobody waits for among them, and refuses all
  /// later ones with [StoreException.Code#LEDGER_CLOSED]. Closing again does nothing.
  @Override
  void close();
}
