package app.kolan.server.bootstrap;

import app.kolan.server.business.AlertKind;
import java.util.EnumSet;
import java.util.Set;

/// The kinds of alerts for servers that go by the machine's clock.
final class AlertKinds {
  private AlertKinds() {}

  /// All but the digest, which comes at an hour of the day and so would come to some runs of a
  /// test.
  static Set<AlertKind> atOnce() {
    EnumSet<AlertKind> kinds = EnumSet.copyOf(AlertKind.ofRules());
    kinds.remove(AlertKind.DAILY_DIGEST);
    return kinds;
  }
}
