package app.kolan.server.aftercall;

import app.kolan.server.store.AfterCallStore;
import app.kolan.server.store.AfterCallStore.Work;
import java.time.Instant;
import java.util.Optional;

/// Work that this server has taken. The thread that does it settles it, another one keeps it
/// meanwhile.
final class Claim {
  private final AfterCallStore store;
  private Work work;
  private boolean isLost;

  Claim(AfterCallStore store, Work work) {
    this.store = store;
    this.work = work;
  }

  synchronized Work work() {
    return work;
  }

  /// Keeps it until then. It is lost when another server has taken it over.
  synchronized void renew(Instant until) {
    if (!isLost) {
      Optional<Work> renewed = store.renew(work, until);
      isLost = renewed.isEmpty();
      work = renewed.orElse(work);
    }
  }

  /// Whether another server has taken it over: then what is done here is done twice, and stored
  /// once.
  synchronized boolean isLost() {
    return isLost;
  }

  synchronized void done(Instant at) {
    store.done(work, at);
  }

  synchronized void putBack(Instant dueAt, Instant at) {
    store.putBack(work, dueAt, at);
  }
}
