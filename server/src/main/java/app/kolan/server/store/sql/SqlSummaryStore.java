package app.kolan.server.store.sql;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.SummaryStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The summaries.
final class SqlSummaryStore implements SummaryStore {
  private final SqlDatabase database;
  private volatile BiConsumer<CallSid, String> added = (_, _) -> {};

  SqlSummaryStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void add(CallSid call, String fingerprint, long businessId, String body, Instant at) {
    database.writeOnly(handle -> SummaryTable.add(handle, call, fingerprint, businessId, body, at));
    added.accept(call, fingerprint);
  }

  @Override
  public void onAdded(BiConsumer<CallSid, String> listener) {
    added = listener;
  }

  @Override
  public void addAttempt(
      Summary summary, SummaryState state, @Nullable String problem, Instant at) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) ->
            SummaryTable.addAttempt(handle, mayBeDone, summary, state, problem, at));
  }

  @Override
  public List<Summary> findToSend() {
    return database.read(SummaryTable::findToSend);
  }

  @Override
  public List<Summary> findByCall(CallSid call) {
    return database.read(handle -> SummaryTable.findByCall(handle, call));
  }
}
