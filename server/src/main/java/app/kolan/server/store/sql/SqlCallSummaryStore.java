package app.kolan.server.store.sql;

import app.kolan.server.store.CallSummary;
import app.kolan.server.store.CallSummaryStore;
import app.kolan.twilio.webhook.CallSid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The summaries of calls.
final class SqlCallSummaryStore implements CallSummaryStore {
  private final SqlDatabase database;

  SqlCallSummaryStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void save(CallSummary summary) {
    database.writeOnly(
        handle -> {
          database.serialize(handle, summary.call());
          CallSummaryTable.save(handle, summary);
        });
  }

  @Override
  public Optional<CallSummary> find(CallSid call) {
    return Optional.ofNullable(find(List.of(call)).get(call));
  }

  @Override
  public Map<CallSid, CallSummary> find(Collection<CallSid> calls) {
    return database.read(handle -> CallSummaryTable.find(handle, calls));
  }
}
