package app.kolan.server.session;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;

/// The threads on which the stories of calls run: one virtual thread each, named after its call,
/// with the call's identifier in every log line.
///
/// Safe to share.
public final class CallThreads {
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /// Starts the story of a call.
  public void start(CallSid call, Runnable story) {
    Thread thread =
        Thread.ofVirtual()
            .name("call-" + call)
            .unstarted(
                () -> {
                  MDC.put("call", call.value());
                  try {
                    story.run();
                  } finally {
                    MDC.remove("call");
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
