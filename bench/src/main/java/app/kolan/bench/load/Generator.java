package app.kolan.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Keeps up many calls to one server, on one thread.
/*
 * The thread is an event loop: posted tasks, due frames, received data. When there is nothing to do
 * it parks for some forty microseconds: less than what it measures, and enough for the core to count
 * as idle.
 */
final class Generator implements AutoCloseable {
  private static final long NAP = 40_000;
  private static final int MOST_AT_ONCE = 64;
  private static final long EXPIRY_EVERY = Duration.ofMillis(500).toNanos();
  private static final int LONGEST_ERRAND = 60;

  private final TcpConnections wires;
  private final GeneratorContext switchboard;
  private final List<CallSlot> slots = new ArrayList<>();
  private final List<Agenda> agendas = new ArrayList<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private Schedule schedule = new Schedule(0, 0);
  private long expiryAt;
  private volatile boolean closed;

  /// A periodic task on the generator's thread.
  interface Agenda {
    /// Does what is due.
    ///
    /// @return whether there was anything
    boolean attend(long now, GeneratorContext switchboard);
  }

  Generator(int port, Clips clips, GeneratorContext.CallBehavior options) throws IOException {
    this.wires = new TcpConnections(port);
    this.switchboard = new GeneratorContext(wires, clips, options);
    this.thread = Thread.ofPlatform().name("generator").daemon().start(this::run);
  }

  private void run() {
    while (!closed) {
      boolean worked = runTasks();
      worked |= sendDue();
      worked |= wires.poll() > 0;
      if (!worked) {
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private boolean runTasks() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  private boolean sendDue() {
    long now = System.nanoTime();
    boolean worked = false;
    for (int i = 0; i < MOST_AT_ONCE && schedule.due() <= now; i++) {
      slots.get(schedule.call()).tick(now, schedule.due());
      schedule.advance();
      now = System.nanoTime();
      worked = true;
    }
    for (Agenda agenda : agendas) {
      worked |= agenda.attend(now, switchboard);
    }
    if (now > expiryAt) {
      expiryAt = now + EXPIRY_EVERY;
      switchboard.http().expire(now);
    }
    return worked;
  }

  /// Keeps up so many calls; those that are new begin one after the other.
  ///
  /// @param over how long it takes until the last has begun
  void keepUp(int calls, Duration over) {
    ask(
        () -> {
          long now = System.nanoTime();
          int fresh = calls - slots.size();
          for (int i = 0; i < fresh; i++) {
            slots.add(new CallSlot(switchboard, slots.size(), now + over.toNanos() * i / fresh));
          }
          schedule = new Schedule(calls, now);
          return calls;
        });
  }

  /// Adds a periodic task.
  void add(Agenda agenda) {
    ask(() -> agendas.add(agenda));
  }

  void remove(Agenda agenda) {
    ask(() -> agendas.remove(agenda));
  }

  /// What was counted since this was asked last.
  LoadStatistics turnOver() {
    return ask(switchboard::turnOver);
  }

  /// How many streams are open.
  long streaming() {
    return ask(() -> slots.stream().filter(CallSlot::isStreaming).count());
  }

  /// Remembers which frames were sent by now.
  void expectAnswers() {
    ask(
        () -> {
          slots.forEach(CallSlot::expectAnswers);
          return slots.size();
        });
  }

  /// How many of those have not been answered.
  long unanswered() {
    return ask(() -> slots.stream().mapToLong(CallSlot::unanswered).sum());
  }

  /// All callers hang up.
  void hangUp() {
    ask(
        () -> {
          slots.forEach(CallSlot::leave);
          return slots.size();
        });
  }

  /// How many calls have an end that was not reported to the server yet.
  long leaving() {
    return ask(() -> slots.stream().filter(slot -> !slot.isRemoved()).count());
  }

  /// Runs an action on the generator's thread.
  <T> T ask(Supplier<T> task) {
    var done = new CompletableFuture<T>();
    tasks.add(
        () -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    try {
      for (int i = 0; i < LONGEST_ERRAND && thread.isAlive(); i++) {
        try {
          return done.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          // Then it is still busy, or has died.
        }
      }
      throw new IllegalStateException("the generator has stopped");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the generator cannot do that", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wires.close();
  }
}
