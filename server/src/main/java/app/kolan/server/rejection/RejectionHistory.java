package app.kolan.server.rejection;

import java.util.ArrayList;
import java.util.List;

/// The latest rejected requests, at most a hundred of them; repetitions are one entry, with a
/// count. Thread-safe.
///
/// When it is full, requests that anybody may have sent are dropped first, so that they cannot
/// displace what is useful to the operator.
final class RejectionHistory {
  private static final int MOST = 100;

  private final List<Rejection> rejections = new ArrayList<>();

  synchronized void add(Rejection rejection) {
    Rejection entry = rejection;
    for (int i = rejections.size() - 1; i >= 0; i--) {
      if (rejections.get(i).isLike(rejection)) {
        entry = rejections.remove(i).and(rejection);
        break;
      }
    }
    rejections.add(entry);
    if (rejections.size() > MOST) {
      rejections.remove(least());
    }
  }

  private int least() {
    for (int i = 0; i < rejections.size(); i++) {
      if (!rejections.get(i).isProven()) {
        return i;
      }
    }
    return 0;
  }

  /// All of them, the latest first.
  synchronized List<Rejection> latest() {
    return List.copyOf(rejections.reversed());
  }
}
