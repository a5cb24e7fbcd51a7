package app.kolan.server.bootstrap;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The virtual threads that answer webhooks, one for each request.
record WebhookThreads(ExecutorService executor) implements AutoCloseable {
  /// Longer than a webhook may take, in seconds.
  private static final int LONGEST_WEBHOOK = 10;

  WebhookThreads() {
    this(Executors.newVirtualThreadPerTaskExecutor());
  }

  /// Waits for the requests under way. They are answered by now, or their connections are closed;
  /// one that is stuck is interrupted.
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LONGEST_WEBHOOK, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
