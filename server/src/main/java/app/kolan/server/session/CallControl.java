package app.kolan.server.session;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What people of the business can do with a call while its agent talks: hear it, give the agent a
/// hint, connect the caller to somebody, end it. Safe to share; nothing here waits for the call.
public final class CallControl {
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

  /// Whether the agent that talks understands hints.
  public boolean takesHints() {
    return hints != null;
  }

  /// Tells the agent something, for its next answer.
  ///
  /// @return false when it understands none, or has too many
  public boolean hint(String text) {
    Predicate<String> by = hints;
    return by != null && by.test(text);
  }

  /// Directs the call: the agent stops at once.
  ///
  /// @return false when it was directed before
  public boolean direct(CallDirection direction) {
    if (!directed.compareAndSet(false, true)) {
      return false;
    }
    call.direct(direction);
    return true;
  }

  /// Lets somebody hear both sides from now on.
  ///
  /// @return false when too many listen
  public synchronized boolean listen(AudioListener by) {
    if (listeners.size() >= MOST_LISTENERS) {
      return false;
    }
    listeners.add(by);
    call.heardBy(new All(listeners));
    return true;
  }

  /// He hears nothing any more.
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
