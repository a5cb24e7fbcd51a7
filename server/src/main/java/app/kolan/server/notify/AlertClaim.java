package app.kolan.server.notify;

import java.time.Instant;
import java.util.Optional;

/// An alert that this server has taken to send. The thread that sends it settles it, another one
/// keeps it meanwhile.
final class AlertClaim {
  private final AlertStore store;
  private Alert alert;

  AlertClaim(AlertStore store, Alert alert) {
    this.store = store;
    this.alert = alert;
  }

  synchronized Alert alert() {
    return alert;
  }

  /// Keeps it until then, unless it is settled or another server has taken it over.
  synchronized void renew(Instant until) {
    Optional<Alert> renewed = store.renew(alert, until);
    alert = renewed.orElse(alert);
  }

  /// Notes what came of it, unless another server has taken it over.
  synchronized void attempted(Alert.Attempt attempt, Instant at) {
    store.attempted(alert, attempt, at);
  }
}
