package app.kolan.server.session;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The way from an agent's other threads to the thread of the call: what is posted takes its place
/// among all that happens in the call.
///
/// @param <E> what the agent posts to itself
public final class AgentEvents<E> {
  private final LiveCall call;
  private final ConcurrentLinkedQueue<E> posted = new ConcurrentLinkedQueue<>();

  AgentEvents(LiveCall call) {
    this.call = call;
  }

  /// Posts an event. From any thread; never blocks.
  public void post(E event) {
    posted.add(event);
    call.note(new SessionEvent.Posted(this));
  }

  /// The next event, after a [TurnEvent.Posted]. On the thread of the call.
  public E take() {
    return posted.remove();
  }
}
