package app.kolan.server.session;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The threads on which the stories of calls run: one virtual thread each, named after its call,
/// with the call's identifier in every log line.
///
/// Safe to share.
public final class CallThreads {
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /// Starts the story of a call, which ends with all that it has forked.
  public void start(CallSid call, Consumer<CallScope> story) {
    Thread thread =
        CallScope.thread(
            call,
            "call-" + call,
            () -> {
              try (CallScope scope = CallScope.open(call)) {
                story.accept(scope);
              } finally {
                running.remove(Thread.currentThread());
              }
            });
    running.add(thread);
    thread.start();
  }

  /// How many stories are being told.
  public int count() {
    return running.size();
  }

  /// Waits until all are told, or the time is over. False in the latter case.
  public boolean awaitAll(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    for (Thread thread : running) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || !thread.join(left)) {
        return false;
      }
    }
    return true;
  }
}
