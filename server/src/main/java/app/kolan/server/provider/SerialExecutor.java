package app.kolan.server.provider;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tasks of one session with a provider, one after another and in order. So the session's
/// state needs no lock, and its listener gets one event at a time.
///
/// It has no thread: an idle executor runs a task on the calling thread, and while one is running,
/// tasks are queued for the thread that runs it. A task that a task submits runs after it, never
/// inside it. Callers never wait for each other, and tasks must not block.
///
/// It works for the call of the thread that creates it, whose identifier is in its log lines.
///
/// This is the `SynchronizationContext` of gRPC.
public final class SerialExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final String provider;
  private final Consumer<ProviderFailure> failed;
  private final LogContext logContext = LogContext.capture();
  private final Queue<Runnable> queued = new ConcurrentLinkedQueue<>();

  /// The tasks that are running or queued, as far as the running thread has not counted them off.
  private final AtomicInteger pending = new AtomicInteger();

  /// @param provider its name in the settings
  /// @param failed receives the failure of a task that has thrown, as part of that task
  public SerialExecutor(String provider, Consumer<ProviderFailure> failed) {
    this.provider = provider;
    this.failed = failed;
  }

  @Override
  public void execute(Runnable task) {
    queued.add(task);
    if (pending.getAndIncrement() == 0) {
      logContext.run(this::runQueued);
    }
  }

  /// Runs a task on a value, on a thread that works for the call already. Does not allocate when
  /// idle: this is the way of each frame of audio.
  public <T> void execute(Consumer<T> task, T value) {
    if (pending.compareAndSet(0, 1)) {
      try {
        task.accept(value);
      } catch (RuntimeException | Error e) {
        bug(e);
      }
      runQueued();
    } else {
      execute(() -> task.accept(value));
    }
  }

  private void runQueued() {
    int seen = 1;
    while (seen > 0) {
      for (Runnable task = queued.poll(); task != null; task = queued.poll()) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          bug(e);
        }
      }
      seen = pending.addAndGet(-seen);
    }
  }

  /// Whatever escapes, the tasks after it run.
  private void bug(Throwable bug) {
    LOG.atError()
        .addKeyValue("provider", provider)
        .setCause(bug)
        .log("a session with a provider has failed");
    try {
      failed.accept(
          new ProviderFailure(provider, FailureKind.UNREADABLE, bug.getClass().getSimpleName()));
    } catch (RuntimeException | Error another) {
      LOG.error("the failure of a session could not be reported", another);
    }
  }
}
