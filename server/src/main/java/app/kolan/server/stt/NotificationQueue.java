package app.kolan.server.stt;

import app.kolan.server.provider.ProviderFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a listener is to be told, in order and one at a time.
///
/// Things are noted down while a lock is held, and told after it is released: a listener may have
/// locks of its own. From any thread.
final class NotificationQueue {
  private final TranscriptionListener listener;
  private final Queue<Consumer<TranscriptionListener>> noted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean hushed;

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

  /// Nothing is told after it.
  void failed(ProviderFailure failure) {
    noted.add(
        told -> {
          hushed = true;
          told.failed(failure);
        });
  }

  /// From now on nothing is told.
  void hush() {
    hushed = true;
  }

  /// Tells what is noted; without a lock. If another thread is telling, it goes on with this.
  void tell() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    try {
      while (seen > 0) {
        for (var next = noted.poll(); next != null; next = noted.poll()) {
          if (!hushed) {
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
