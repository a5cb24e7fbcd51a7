package app.kolan.server.store.sql;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.SummaryStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

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
  public void addAttempt(Summary summary, SummaryState state, Summary.Delivery delivery) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) -> {
          if (SummaryTable.addAttempt(handle, mayBeDone, summary, state, delivery)) {
            SummaryDeliveries.add(handle, summary, delivery);
          }
        });
  }

  @Override
  public Map<String, List<Summary.Delivery>> deliveries(CallSid call) {
    return database.read(handle -> SummaryDeliveries.of(handle, call));
  }

  @Override
  public int countAgain(Summary.Replay replay) {
    return database.read(handle -> SummaryTable.count(handle, replay));
  }

  @Override
  public OptionalInt sendAgain(Summary.Replay replay, int most, Instant at) {
    var again = new ArrayList<Summary>();
    OptionalInt sent =
        database.write(
            handle -> {
              again.clear();
              again.addAll(SummaryTable.find(handle, replay, most + 1));
              if (again.size() > most) {
                return OptionalInt.empty();
              }
              again.forEach(summary -> SummaryTable.sendAgain(handle, summary, at));
              return OptionalInt.of(again.size());
            });
    if (sent.isPresent()) {
      again.forEach(summary -> added.accept(summary.call(), summary.fingerprint()));
    }
    return sent;
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
