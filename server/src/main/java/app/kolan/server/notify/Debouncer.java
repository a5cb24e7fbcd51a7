package app.kolan.server.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When to act on triggers that come in bursts: a while after the first, and once more for those
/// that came meanwhile. Safe to share.
final class Debouncer {
  private final Duration after;
  private @Nullable Instant next;
  private @Nullable Instant last;

  Debouncer(Duration after) {
    this.after = after;
  }

  synchronized void trigger(Instant at) {
    last = at.plus(after);
    if (next == null) {
      next = last;
    }
  }

  /// Empty when nothing was triggered.
  synchronized Optional<Instant> dueAt() {
    return Optional.ofNullable(next);
  }

  /// What was triggered until now is about to be done.
  synchronized void fired(Instant at) {
    next = last != null && last.isAfter(at) ? last : null;
  }
}
