package app.kolan.server.notify.sql;

import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The outbox in one database.
public final class SqlAlertStore implements AlertStore {
  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlAlertStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public List<Cause> findCauses(Instant since, Instant until, Instant settled, int limit) {
    return database.read(handle -> AlertCauses.find(handle, since, until, settled, limit));
  }

  @Override
  public int add(List<String> marks, List<Alert.Draft> alerts, Instant at) {
    return database.write(
        handle -> {
          boolean isFirst = AlertCauses.mark(handle, marks.getFirst(), at);
          for (String other : marks.subList(1, marks.size())) {
            boolean _ = AlertCauses.mark(handle, other, at);
          }
          return isFirst
              ? alerts.stream().mapToInt(alert -> AlertTable.add(handle, alert, at)).sum()
              : 0;
        });
  }

  @Override
  public List<Alert> findDue(Instant now, int limit) {
    return database.read(handle -> AlertTable.findDue(handle, now, limit));
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.read(AlertTable::nextDue);
  }

  @Override
  public Optional<Alert> claim(Alert alert, Instant until, Instant at) {
    return database.write(handle -> AlertTable.claim(handle, alert, until, at));
  }

  @Override
  public void attempted(
      Alert alert,
      AlertState state,
      Instant dueAt,
      @Nullable String problem,
      @Nullable String carrierId,
      Instant at) {
    database.writeOnly(
        handle -> {
          if (AlertTable.attempted(handle, alert, state, dueAt, problem, carrierId, at)) {
            AlertTable.addDelivery(
                handle, alert.id(), problem == null ? "sent" : "failed", problem, at);
          }
        });
  }

  @Override
  public void hold(Alert alert, Instant until, Instant at) {
    database.writeOnly(handle -> AlertTable.hold(handle, alert, until, at));
  }

  @Override
  public void release(Instant at) {
    database.writeOnly(handle -> AlertTable.release(handle, at));
  }

  @Override
  public boolean sendAgain(long business, String id, Instant at) {
    return database.write(handle -> AlertTable.sendAgain(handle, business, id, at));
  }

  @Override
  public Optional<Alert> carrierTold(
      String carrierId, String status, @Nullable String detail, Instant at) {
    return database.write(
        handle -> {
          Optional<Alert> alert = AlertTable.carrierTold(handle, carrierId, status, at);
          alert.ifPresent(told -> AlertTable.addDelivery(handle, told.id(), status, detail, at));
          return alert;
        });
  }

  @Override
  public Optional<Alert> find(long business, String id) {
    return database.read(handle -> AlertTable.find(handle, business, id));
  }

  @Override
  public List<Alert> find(AlertQuery query) {
    return database.read(handle -> AlertTable.find(handle, query));
  }

  @Override
  public List<Alert.Delivery> deliveries(String id) {
    return database.read(handle -> AlertTable.deliveries(handle, id));
  }
}
