package app.kolan.server.crm;

import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseStore;
import java.time.Instant;
import java.time.InstantSource;

/// Reminds people of promises that are due, and finds those that were not kept. A listener is
/// called before that is noted, so that a crash loses nothing; he may be told twice.
final class PromiseClock {
  private static final int BATCH = 100;

  private final PromiseStore promises;
  private final CrmListener listener;
  private final InstantSource clock;

  PromiseClock(PromiseStore promises, CrmListener listener, InstantSource clock) {
    this.promises = promises;
    this.listener = listener;
    this.clock = clock;
  }

  /// Looks at the clock.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  void round() {
    Instant now = clock.instant();
    promises.breakOverdue(now);
    for (Promise due : promises.findToRemind(now, BATCH)) {
      listener.happened(new CrmEvent.PromiseDue(due));
      promises.markTold(due);
    }
    for (Promise broken : promises.findBroken(BATCH)) {
      listener.happened(new CrmEvent.PromiseBroken(broken));
      promises.markTold(broken);
    }
  }
}
