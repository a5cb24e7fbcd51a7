package app.kolan.server.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When to look at calls of which there is news: a while after the first, and after that once more
/// for those that came meanwhile. Safe to share.
final class CallNews {
  private final Duration after;
  private @Nullable Instant next;
  private @Nullable Instant last;

  CallNews(Duration after) {
    this.after = after;
  }

  synchronized void came(Instant at) {
    last = at.plus(after);
    if (next == null) {
      next = last;
    }
  }

  /// Empty when there is no news.
  synchronized Optional<Instant> lookAt() {
    return Optional.ofNullable(next);
  }

  /// Somebody is about to look.
  synchronized void looked(Instant at) {
    next = last != null && last.isAfter(at) ? last : null;
  }
}
