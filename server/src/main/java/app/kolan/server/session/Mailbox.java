package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The way from the line's thread to the conversation: a bounded queue that can be closed.
///
/// What was put in before the close is still taken out; only then does [#take] say that the line
/// has ended. So a caller who hangs up in mid-sentence is still heard.
final class Mailbox {
  private static final int CAPACITY = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<SessionEvent> events = new ArrayDeque<>();
  private LineEnded.@Nullable How end;
  private boolean readerWaits;
  private boolean readerGone;

  /// Puts an event in, without ever waiting. False when it is full: the conversation has stopped
  /// reading.
  boolean put(SessionEvent event) {
    lock.lock();
    try {
      if (events.size() == CAPACITY) {
        return false;
      }
      if (end == null && !readerGone) {
        events.addLast(event);
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Closes it; the first close counts.
  void close(LineEnded.How how) {
    lock.lock();
    try {
      if (end == null) {
        end = how;
        readerWaits = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next event.
  ///
  /// @throws IllegalStateException when the thread is interrupted while it waits, as [CallScope]
  ///   does when a fork of the call has failed
  SessionEvent take() throws LineEnded {
    lock.lock();
    try {
      while (events.isEmpty()) {
        if (end != null) {
          throw new LineEnded(end);
        }
        readerWaits = true;
        changed.signalAll();
        changed.await();
        readerWaits = false;
      }
      return events.removeFirst();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a part of the call has failed", e);
    } finally {
      readerWaits = false;
      lock.unlock();
    }
  }

  /// Takes all that is there, without waiting.
  List<SessionEvent> takeAll() {
    lock.lock();
    try {
      var all = List.copyOf(events);
      events.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Nobody will take anything any more.
  void leave() {
    lock.lock();
    try {
      readerGone = true;
      events.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the reader has taken everything and waits for more, or has left. A driver on
  /// virtual time calls it between two frames.
  void awaitQuiet() {
    lock.lock();
    try {
      while (!readerGone && !(events.isEmpty() && readerWaits)) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
