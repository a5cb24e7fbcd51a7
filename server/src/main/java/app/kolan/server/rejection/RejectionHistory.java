package app.kolan.server.rejection;

import java.util.ArrayList;
import java.util.List;

/// The latest refused requests, at most a hundred of them; one that is repeated stands there once,
/// with its count. Safe to share.
///
/// When it is full, what strangers may have sent goes first, so that they cannot push out what
/// tells the operator something.
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
