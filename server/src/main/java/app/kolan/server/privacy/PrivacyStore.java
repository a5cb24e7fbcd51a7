package app.kolan.server.privacy;

import app.kolan.server.audit.AuditRecord;
import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the database has of people, across the tables of all features. Blocks; safe to share. Every
/// method is one transaction, and throws [app.kolan.server.store.StoreException] when the database
/// fails.
public interface PrivacyStore {
  /// What belongs to a scope.
  ///
  /// @return empty for a contact or a call that is not there
  Optional<Selection> select(ErasureScope scope);

  /// A person as entries of the audit log name him. Of a contact that was erased only its
  /// identifier is known.
  default AuditRecord.Person auditedAs(ErasureScope scope) {
    return select(scope)
        .map(
            found ->
                new AuditRecord.Person(
                    found.contacts(), found.calls().stream().map(CallSid::value).toList()))
        .orElseGet(
            () ->
                new AuditRecord.Person(
                    scope instanceof ErasureScope.OfContact(_, var contact)
                        ? List.of(contact)
                        : List.of(),
                    List.of()));
  }

  /// The calls that the business placed about these calls, a few hundred at most, and recorded.
  List<CallSid> placedAbout(List<CallSid> calls);

  /// What an export has beside contacts, calls, promises and appointments: kinds, with the rows of
  /// each, the oldest first. Without what is of people of the business.
  ///
  /// @param person without the calls of others
  Map<String, List<Map<String, @Nullable Object>>> alsoKnown(Selection person);

  /// How many rows of each kind belong to calls, a few hundred at most.
  Map<String, Integer> count(List<CallSid> calls);

  /// How many rows of each kind belong to the contacts of a selection.
  Map<String, Integer> countPeople(Selection selection);

  /// Those of these calls of which more may be written.
  ///
  /// @param since calls without an end that came before it have lost it
  /// @param over calls that ended before it are over
  Set<CallSid> underWay(List<CallSid> calls, Instant since, Instant over);

  /// Deletes the rows of calls, fifty at most, and keeps what is only counted. Doing it again is
  /// safe.
  Map<String, Integer> deleteCalls(List<CallSid> calls);

  /// Has the appointments of calls that are still ahead outlive the calls, which are about to be
  /// deleted because they are old.
  void keepAppointments(List<CallSid> calls, Instant now);

  /// Deletes what is of no call and was over before a moment: appointments, calls that were placed,
  /// entries of the waiting list.
  ///
  /// @return how many there were, by kind
  Map<String, Integer> deleteOver(long business, Instant before);

  /// Whether the rows of a call were deleted.
  boolean wasErased(CallSid call);

  /// How many calls were erased ever.
  long erasedCalls();

  /// Those of these calls, a few hundred at most, whose rows were deleted.
  List<CallSid> erased(List<CallSid> calls);

  /// Deletes contacts, and what else names their numbers.
  Map<String, Integer> deletePeople(Selection selection);

  /// Writes the tables anew, so that the database's files keep nothing of what was deleted.
  void rewrite();

  /// Writes an erasure down.
  ErasureRequest add(long business, ErasureScope scope, int callsFound, String actor, Instant at);

  Optional<ErasureRequest> erasure(long business, long id);

  /// The newest first.
  List<ErasureRequest> erasures(long business, long before, int limit);

  /// Takes an erasure that is to be done and that nobody was at since a moment.
  Optional<ErasureRequest> claim(Instant staleBefore, Instant at);

  /// Shows that somebody is at an erasure.
  void showSign(long id, Instant at);

  /// Writes down how far an erasure is. In [State#REWRITING] and after it, number and SID are gone.
  void progress(long id, State state, Erased erased, @Nullable String problem, Instant at);

  /// The holds of a business, the newest first.
  List<LegalHold> holds(long business, long before, int limit);

  LegalHold place(
      long business,
      @Nullable Long contact,
      @Nullable CallSid call,
      String reason,
      String actor,
      Instant at);

  /// Lifts a hold; empty when there is none.
  Optional<LegalHold> lift(long business, long id, String actor, Instant at);

  /// The holds that keep a selection: those on its contacts and those on its calls.
  List<LegalHold> holdsOn(Selection selection);

  /// All calls that a hold keeps.
  ///
  /// @param business of which business; null for all
  Set<CallSid> heldCalls(@Nullable Long business);

  /// The calls of a business that arrived before a moment, from a place on, the oldest first.
  ///
  /// @param kind of which something is left: `sound`, `words`, or `calls` for all
  List<OldCall> oldCalls(String kind, long business, Instant before, OldCall after, int limit);

  /// Which of these calls are the business's and arrived before a moment.
  List<CallSid> oldCalls(long business, Instant before, List<CallSid> calls);

  /// Forgets where the sounds of calls are.
  void dropSounds(List<CallSid> calls);

  /// Forgets what was said in calls: words, keys, summaries, what tools were asked. The search
  /// forgets it, too.
  void dropWords(List<CallSid> calls);

  /// Begins a run; empty when the business has one of that name that was not given up.
  Optional<RetentionRun> beginRun(
      long business, String once, Map<String, Integer> days, Instant staleBefore, Instant at);

  void progress(RetentionRun run);

  Optional<RetentionRun> run(long business, long id);

  /// The newest first.
  List<RetentionRun> runs(long business, long before, int limit);

  /// A place in the list of old calls.
  record OldCall(Instant arrivedAt, String sid) {
    public static final OldCall FIRST = new OldCall(Instant.EPOCH, "");
  }
}
