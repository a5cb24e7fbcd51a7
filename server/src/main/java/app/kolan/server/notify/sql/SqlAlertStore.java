package app.kolan.server.notify.sql;

import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertReplay;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Digest;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
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
  public Optional<Alert> renew(Alert alert, Instant until) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> AlertTable.renew(handle, alert, until, mayBeDone));
  }

  @Override
  public void attempted(Alert alert, Alert.Attempt attempt, Instant at) {
    database.writeOnly(
        handle -> {
          if (AlertTable.attempted(handle, alert, attempt, at)) {
            String outcome = attempt.problem() == null ? "sent" : "failed";
            AlertDeliveries.add(
                handle,
                alert.id(),
                new Alert.Delivery(at, outcome, attempt.code(), attempt.problem()));
            if (attempt.carrierId() != null) {
              EarlyDeliveryReports.take(handle, attempt.carrierId())
                  .forEach(news -> carrierTold(handle, attempt.carrierId(), news));
            }
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
  public int countAgain(AlertReplay replay) {
    return database.read(handle -> AlertTable.countAgain(handle, replay));
  }

  @Override
  public OptionalInt sendAgain(AlertReplay replay, int most, Instant at) {
    return database.write(handle -> AlertTable.sendAgain(handle, replay, most, at));
  }

  @Override
  public Optional<Alert> carrierTold(
      String carrierId,
      String status,
      @Nullable Integer code,
      @Nullable String detail,
      Instant at) {
    var news = new Alert.Delivery(at, status, code, detail);
    return database.write(
        handle -> {
          Optional<Alert> alert = carrierTold(handle, carrierId, news);
          if (alert.isEmpty() && !AlertTable.isCarried(handle, carrierId)) {
            EarlyDeliveryReports.keep(handle, carrierId, news);
          }
          return alert;
        });
  }

  private static Optional<Alert> carrierTold(Handle handle, String carrierId, Alert.Delivery news) {
    Optional<Alert> alert =
        AlertTable.carrierTold(handle, carrierId, news.outcome(), news.detail(), news.at());
    alert.ifPresent(told -> AlertDeliveries.add(handle, told.id(), news));
    return alert;
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
  public Digest digest(long business, Instant since, Instant until) {
    return database.read(handle -> DigestQuery.run(handle, business, since, until));
  }

  @Override
  public List<Alert.Delivery> deliveries(String id) {
    return database.read(handle -> AlertDeliveries.of(handle, id));
  }

  @Override
  public Map<String, List<Alert.Delivery>> deliveries(List<String> ids, int latest) {
    return ids.isEmpty()
        ? Map.of()
        : database.read(handle -> AlertDeliveries.latest(handle, ids, latest));
  }
}
