package app.kolan.server.realtime.openai;

import app.kolan.server.session.CallScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs its tasks one after another, on a virtual thread that exists only while there are tasks.
/// Everything of one conversation runs on one executor, and needs no lock.
///
/// It works for the call of the thread that creates it, whose identifier is in its log lines.
final class SerialExecutor implements Executor {
  private final Consumer<RuntimeException> bug;
  private final Runnable work = CallScope.inheriting(this::run);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  /// @param bug receives what a task has thrown, on the executor's thread
  SerialExecutor(Consumer<RuntimeException> bug) {
    this.bug = bug;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.addLast(task);
      if (running) {
        return;
      }
      running = true;
    }
    Thread.ofVirtual().name("speech-talk").start(work);
  }

  private void run() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        bug.accept(e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable next = tasks.pollFirst();
      running = next != null;
      return next;
    }
  }
}
