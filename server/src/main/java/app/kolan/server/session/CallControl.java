package app.kolan.server.session;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What people of the business can do with a call of this server. Safe to share; nothing here waits
/// for the call.
public final class CallControl implements CallHandle {
  private static final int MOST_LISTENERS = 4;

  private final LiveCall call;
  private final List<AudioListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean directed = new AtomicBoolean();
  private volatile @Nullable Predicate<String> hints;

  CallControl(LiveCall call) {
    this.call = call;
  }

  /// Has hints reach an agent from now on; null for one that understands none.
  ///
  /// @param by takes a hint from any thread; false when it has too many
  public void hintsGoTo(@Nullable Predicate<String> by) {
    hints = by;
  }

  @Override
  public boolean takesHints() {
    return hints != null;
  }

  @Override
  public boolean hint(String text) {
    Predicate<String> by = hints;
    return by != null && by.test(text);
  }

  @Override
  public boolean direct(CallDirection direction) {
    if (!directed.compareAndSet(false, true)) {
      return false;
    }
    call.direct(direction);
    return true;
  }

  @Override
  public synchronized boolean listen(AudioListener by) {
    if (listeners.size() >= MOST_LISTENERS) {
      return false;
    }
    listeners.add(by);
    call.heardBy(new All(listeners));
    return true;
  }

  @Override
  public synchronized void leave(AudioListener by) {
    listeners.remove(by);
    if (listeners.isEmpty()) {
      call.heardBy(null);
    }
  }

  /// All who listen, as one.
  private record All(List<AudioListener> each) implements AudioListener {
    @Override
    public void caller(Mulaw frame) {
      each.forEach(one -> one.caller(frame));
    }

    @Override
    public void agent(Mulaw piece) {
      each.forEach(one -> one.agent(piece));
    }

    @Override
    public void cleared() {
      each.forEach(AudioListener::cleared);
    }

    @Override
    public void over() {
      each.forEach(AudioListener::over);
    }
  }
}
