package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.LegalHold;
import app.kolan.server.privacy.PrivacyStore;
import app.kolan.server.privacy.RetentionRun;
import app.kolan.server.privacy.Selection;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one database has of people.
public final class SqlPrivacyStore implements PrivacyStore {
  /// The tables with rows that name people, in an order in which they can be written anew.
  static final List<String> TABLES =
      List.of(
          "calls",
          "call_events",
          "turns",
          "turn_stages",
          "recordings",
          "leads",
          "tool_uses",
          "knowledge_questions",
          "hand_overs",
          "summaries",
          "summary_deliveries",
          "call_summaries",
          "transcriptions",
          "after_calls",
          "contacts",
          "contact_numbers",
          "contact_names",
          "contact_tags",
          "contact_consents",
          "contact_merges",
          "unwanted_numbers",
          "timeline_entries",
          "promises",
          "call_orders",
          "campaign_rows",
          "appointments",
          "appointment_cells",
          "waiting_list",
          "alerts",
          "alert_deliveries",
          "alert_marks",
          "pending_calls",
          "scheduled_tasks",
          "search_documents",
          "provider_usage",
          "idempotency_keys",
          "erasures",
          "legal_holds");

  private final SqlDatabase database;
  private final SearchRows grams;

  /// @param database stays the caller's to close
  public SqlPrivacyStore(SqlDatabase database) {
    this.database = database;
    grams = new SearchRows(database.trigramIndex());
  }

  @Override
  public Optional<Selection> select(ErasureScope scope) {
    return database.read(handle -> PersonRows.select(handle, scope));
  }

  @Override
  public List<CallSid> placedAbout(List<CallSid> calls) {
    return calls.isEmpty()
        ? List.of()
        : database.read(handle -> RecordedOrders.about(handle, calls));
  }

  @Override
  public Map<String, List<Map<String, @Nullable Object>>> alsoKnown(Selection person) {
    return database.read(handle -> ExportRows.of(handle, person));
  }

  @Override
  public Map<String, Integer> count(List<CallSid> calls) {
    return calls.isEmpty() ? Map.of() : database.read(handle -> CallRows.count(handle, calls));
  }

  @Override
  public Map<String, Integer> countPeople(Selection selection) {
    return database.read(handle -> ContactRows.count(handle, selection));
  }

  @Override
  public Set<CallSid> underWay(List<CallSid> calls, Instant since, Instant over) {
    return database.read(
        handle ->
            PersonRows.chunks(CallRows.texts(calls)).stream()
                .flatMap(
                    some ->
                        handle
                            .createQuery(
                                """
                                select sid from calls where sid in (<calls>)
                                  and ((ended_at is null and outcome = 'OPEN' and arrived_at > :since)
                                    or coalesce(ended_at, settled_at, arrived_at) > :over)
                                """)
                            .bindList("calls", some)
                            .bind("since", since.toEpochMilli())
                            .bind("over", over.toEpochMilli())
                            .mapTo(String.class)
                            .stream())
                .map(CallSid::new)
                .collect(Collectors.toSet()));
  }

  @Override
  public boolean wasErased(CallSid call) {
    return database.read(handle -> ErasedCalls.contains(handle, call));
  }

  @Override
  public long erasedCalls() {
    return database.read(ErasedCalls::count);
  }

  @Override
  public List<CallSid> erased(List<CallSid> calls) {
    return calls.isEmpty() ? List.of() : database.read(handle -> ErasedCalls.among(handle, calls));
  }

  @Override
  public Map<String, Integer> deleteCalls(List<CallSid> calls) {
    return calls.isEmpty()
        ? Map.of()
        : database.write(
            handle -> {
              calls.forEach(call -> database.serialize(handle, call));
              return CallRows.delete(handle, calls, grams);
            });
  }

  @Override
  public void keepAppointments(List<CallSid> calls, Instant now) {
    if (!calls.isEmpty()) {
      database.writeOnly(handle -> AppointmentRows.keep(handle, calls, now));
    }
  }

  @Override
  public Map<String, Integer> deleteOver(long business, Instant before) {
    return OverRows.delete(database, business, before);
  }

  @Override
  public Map<String, Integer> deletePeople(Selection selection) {
    return database.write(handle -> ContactRows.delete(handle, selection, grams));
  }

  @Override
  public void rewrite() {
    database.rewrite(TABLES);
  }

  @Override
  public ErasureRequest add(
      long business, ErasureScope scope, int callsFound, String actor, Instant at) {
    return database.write(
        handle -> ErasureTable.add(handle, business, scope, callsFound, actor, at));
  }

  @Override
  public Optional<ErasureRequest> erasure(long business, long id) {
    return database.read(handle -> ErasureTable.find(handle, business, id));
  }

  @Override
  public List<ErasureRequest> erasures(long business, long before, int limit) {
    return database.read(handle -> ErasureTable.page(handle, business, before, limit));
  }

  @Override
  public Optional<ErasureRequest> claim(Instant staleBefore, Instant at) {
    boolean isAny = database.read(handle -> ErasureTable.isAnyToDo(handle, staleBefore));
    return isAny
        ? database.write(handle -> ErasureTable.claim(handle, staleBefore, at))
        : Optional.empty();
  }

  @Override
  public void showSign(long id, Instant at) {
    database.writeOnly(handle -> ErasureTable.showSign(handle, id, at));
  }

  @Override
  public void progress(long id, State state, Erased erased, @Nullable String problem, Instant at) {
    database.writeOnly(handle -> ErasureTable.progress(handle, id, state, erased, problem, at));
  }

  @Override
  public List<LegalHold> holds(long business, long before, int limit) {
    return database.read(handle -> HoldTable.page(handle, business, before, limit));
  }

  @Override
  public LegalHold place(
      long business,
      @Nullable Long contact,
      @Nullable CallSid call,
      String reason,
      String actor,
      Instant at) {
    return database.write(
        handle -> HoldTable.place(handle, business, contact, call, reason, actor, at));
  }

  @Override
  public Optional<LegalHold> lift(long business, long id, String actor, Instant at) {
    return database.write(handle -> HoldTable.lift(handle, business, id, actor, at));
  }

  @Override
  public List<LegalHold> holdsOn(Selection selection) {
    return database.read(handle -> HoldTable.on(handle, selection));
  }

  @Override
  public Set<CallSid> heldCalls(@Nullable Long business) {
    return database.read(handle -> HoldTable.heldCalls(handle, business));
  }

  @Override
  public List<OldCall> oldCalls(
      String kind, long business, Instant before, OldCall after, int limit) {
    return database.read(
        handle -> RetentionRows.oldCalls(handle, kind, business, before, after, limit));
  }

  @Override
  public List<CallSid> oldCalls(long business, Instant before, List<CallSid> calls) {
    return calls.isEmpty()
        ? List.of()
        : database.read(handle -> RetentionRows.oldCalls(handle, business, before, calls));
  }

  @Override
  public void dropSounds(List<CallSid> calls) {
    database.writeOnly(handle -> RetentionRows.dropSounds(handle, calls));
  }

  @Override
  public void dropWords(List<CallSid> calls) {
    database.writeOnly(handle -> RetentionRows.dropWords(handle, calls));
  }

  @Override
  public Optional<RetentionRun> beginRun(
      long business, String once, Map<String, Integer> days, Instant staleBefore, Instant at) {
    return database.write(
        handle ->
            RunTable.begin(handle, business, once, new LinkedHashMap<>(days), staleBefore, at));
  }

  @Override
  public void progress(RetentionRun run) {
    database.writeOnly(handle -> RunTable.progress(handle, run));
  }

  @Override
  public Optional<RetentionRun> run(long business, long id) {
    return database.read(handle -> RunTable.find(handle, business, id));
  }

  @Override
  public List<RetentionRun> runs(long business, long before, int limit) {
    return database.read(handle -> RunTable.page(handle, business, before, limit));
  }
}
