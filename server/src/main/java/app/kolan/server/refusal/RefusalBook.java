package app.kolan.server.refusal;

import java.util.ArrayList;
import java.util.List;

/// The latest refused requests, at most a hundred of them; one that is repeated stands there once,
/// with its count. Safe to share.
///
/// When it is full, what strangers may have sent goes first, so that they cannot push out what
/// tells the operator something.
final class RefusalBook {
  private static final int MOST = 100;

  private final List<Refusal> refusals = new ArrayList<>();

  synchronized void add(Refusal refusal) {
    Refusal entry = refusal;
    for (int i = refusals.size() - 1; i >= 0; i--) {
      if (refusals.get(i).isLike(refusal)) {
        entry = refusals.remove(i).and(refusal);
        break;
      }
    }
    refusals.add(entry);
    if (refusals.size() > MOST) {
      refusals.remove(least());
    }
  }

  private int least() {
    for (int i = 0; i < refusals.size(); i++) {
      if (!refusals.get(i).isProven()) {
        return i;
      }
    }
    return 0;
  }

  /// All of them, the latest first.
  synchronized List<Refusal> latest() {
    return List.copyOf(refusals.reversed());
  }
}
