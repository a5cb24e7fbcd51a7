package app.kolan.server.stt;

import app.kolan.server.provider.ProviderFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The notifications of a listener, in order and one at a time.
///
/// Notifications are queued while a lock is held, and delivered after it is released: a listener
/// may have locks of its own. Thread-safe.
final class NotificationQueue {
  private final TranscriptionListener listener;
  private final Queue<Consumer<TranscriptionListener>> noted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean stopped;

  NotificationQueue(TranscriptionListener listener) {
    this.listener = listener;
  }

  void interim(String words) {
    noted.add(told -> told.interim(words));
  }

  void endpoint() {
    noted.add(TranscriptionListener::endpoint);
  }

  void heard(long turn, String words) {
    noted.add(told -> told.heard(turn, words));
  }

  void asked(String provider) {
    noted.add(told -> told.asked(provider));
  }

  void replaced(ProviderFailure failure) {
    noted.add(told -> told.replaced(failure));
  }

  /// The last notification.
  void failed(ProviderFailure failure) {
    noted.add(
        told -> {
          stopped = true;
          told.failed(failure);
        });
  }

  /// Stops all notifications.
  void stop() {
    stopped = true;
  }

  /// Delivers what is queued; to be called without a lock. If another thread is delivering, it
  /// continues with these.
  void tell() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    try {
      while (seen > 0) {
        for (var next = noted.poll(); next != null; next = noted.poll()) {
          if (!stopped) {
            next.accept(listener);
          }
        }
        seen = calls.addAndGet(-seen);
      }
    } finally {
      if (seen > 0) {
        calls.set(0); // the listener has thrown; the next call goes on
      }
    }
  }
}
