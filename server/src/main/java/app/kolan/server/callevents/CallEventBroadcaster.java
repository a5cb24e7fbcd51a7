package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.Payload;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Publishes the events of this process's calls, and remembers the latest. The calls' side never
/// waits: events that a slow watcher does not take in time are lost to it, and it learns of the
/// gap.
///
/// Safe to share.
public final class CallEventBroadcaster implements CallEvents {
  private static final int REMEMBERED = 2000;

  /// All that is remembered may be read again, and some come meanwhile.
  private static final int UNREAD = REMEMBERED + 500;

  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final ArrayDeque<CallEvent> recent = new ArrayDeque<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private long sequence;

  /// Up to which number some were lost to all.
  private long lostUntil;

  /// Publishes an event; does not wait.
  public void publish(Instant at, long business, @Nullable CallSid call, Payload payload) {
    synchronized (recent) {
      var event = new CallEvent(++sequence, at, business, call, payload);
      recent.addLast(event);
      if (recent.size() > REMEMBERED) {
        recent.removeFirst();
      }
      watchers.forEach(watcher -> watcher.offer(event));
    }
    watchers.forEach(watcher -> watcher.wake.run());
  }

  /// Publishes that events were lost; does not wait.
  void publishGap() {
    synchronized (recent) {
      lostUntil = ++sequence;
      watchers.forEach(watcher -> watcher.gap = true);
    }
    watchers.forEach(watcher -> watcher.wake.run());
  }

  @Override
  public Watch watch(Predicate<CallEvent> wanted, long after, Runnable wake) {
    synchronized (recent) {
      var watcher = new Watcher(wanted, wake);
      boolean isForgotten =
          after < sequence && !recent.isEmpty() && recent.getFirst().sequence() > after + 1;
      watcher.gap = isForgotten || after < lostUntil;
      recent.stream().filter(event -> event.sequence() > after).forEach(watcher::offer);
      watchers.add(watcher);
      return watcher;
    }
  }

  @Override
  public long newest() {
    synchronized (recent) {
      return sequence;
    }
  }

  @Override
  public String run() {
    return run;
  }

  private final class Watcher implements Watch {
    private final Predicate<CallEvent> wanted;
    private final Runnable wake;
    private final LinkedBlockingQueue<CallEvent> unread = new LinkedBlockingQueue<>(UNREAD);
    private volatile boolean gap;

    Watcher(Predicate<CallEvent> wanted, Runnable wake) {
      this.wanted = wanted;
      this.wake = wake;
    }

    private void offer(CallEvent event) {
      if (wanted.test(event) && !unread.offer(event)) {
        gap = true;
      }
    }

    @Override
    public Optional<CallEvent> poll() {
      return Optional.ofNullable(unread.poll());
    }

    @Override
    public boolean hasGap() {
      return gap;
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }
}
