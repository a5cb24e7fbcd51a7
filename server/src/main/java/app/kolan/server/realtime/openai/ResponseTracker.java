package app.kolan.server.realtime.openai;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.Timeout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The responses of one session: which one is active, which are still to be requested, and how long
/// the next audio may take.
///
/// A server gives one response at a time, and begins one by itself at the end of the caller's turn.
/// So Kolan's requests wait until no response is active; and if the server was quicker, they are
/// repeated after its response.
final class ResponseTracker {
  private final Consumer<String> send;
  private final Timeout bound;
  private final ProviderTimeouts timeouts;
  private final Deque<Ask> waiting = new ArrayDeque<>();
  private boolean live;
  private int asks;
  private @Nullable Ask asked;
  private @Nullable Ask taken;
  private @Nullable String active;
  private boolean due;
  private boolean cancelled;
  private boolean cancelNext;
  private boolean owed;

  /// @param send receives the client's events
  /// @param bound fires when the server is too slow
  ResponseTracker(Consumer<String> send, Timeout bound, ProviderTimeouts timeouts) {
    this.send = send;
    this.bound = bound;
    this.timeouts = timeouts;
  }

  /// A response that Kolan requests.
  ///
  /// @param instructions null for the session's own
  /// @param anew whether the request should be repeated when the server answers something else
  ///   first
  private record Ask(@Nullable String instructions, boolean anew) {}

  /// The session accepts requests from now on.
  void goLive() {
    live = true;
    askNext();
  }

  /// Requests an utterance by these instructions.
  void speak(String instructions) {
    want(instructions, true);
  }

  /// Requests a response to the conversation as it stands.
  void goOn() {
    want(null, true);
  }

  private void want(@Nullable String instructions, boolean anew) {
    waiting.addLast(new Ask(instructions, anew));
    askNext();
  }

  /// Whether no response is active or pending.
  boolean isIdle() {
    return active == null && asked == null && !due && waiting.isEmpty();
  }

  /// The caller began to speak: whether there will be a response is open again, unless one is due.
  void callerBegan() {
    due = false;
    if (active == null && asked == null) {
      bound.off();
    }
  }

  /// The caller's turn is over, and the server begins to respond by itself, if it can.
  void callerEnded() {
    if (active == null) {
      due = true;
      bound.set(timeouts.first());
    }
  }

  /// The caller's turn is in the conversation. If a response is active at the moment, there will be
  /// no automatic one.
  void committed() {
    owed |= active != null;
  }

  /// The server begins a response.
  void begun(String response) {
    active = response;
    cancelled = false;
    due = false;
    taken = asked;
    asked = null;
    if (cancelNext) {
      cancelNext = false;
      cancel();
    } else {
      bound.set(timeouts.first());
    }
  }

  /// A piece of the response has come, and the next one is due.
  void sounded(String response) {
    if (response.equals(active) && !cancelled) {
      bound.set(timeouts.next());
    }
  }

  /// All audio of an utterance has come; another one may follow.
  ///
  /// @param nanosToPlay how long the caller still hears what has come
  void paused(long nanosToPlay) {
    if (active != null && !cancelled) {
      bound.set(timeouts.first().plusNanos(Math.max(0, nanosToPlay)));
    }
  }

  void done(String response) {
    if (!response.equals(active)) {
      return;
    }
    active = null;
    taken = null;
    bound.off();
    if (owed) {
      owed = false;
      want(null, false);
    } else {
      askNext();
    }
  }

  /// Cancels the active response, and what was to follow it.
  void cancel() {
    waiting.clear();
    if (active != null && !cancelled) {
      cancelled = true;
      send.accept(ClientEvents.cancel(active));
      bound.set(timeouts.next());
    } else if (asked != null) {
      cancelNext = true;
    }
  }

  /// Whether this response was cancelled, and nothing more of it may be heard.
  boolean isCancelled(String response) {
    return cancelled && response.equals(active);
  }

  /// A request was rejected because the server is answering something else. It is repeated after
  /// that.
  ///
  /// @param event the identifier of the rejected request
  void tooLate(String event) {
    if (!isAsked(event)) {
      return;
    }
    Ask refused = asked == null ? taken : asked;
    asked = null;
    taken = null;
    if (refused != null && refused.anew() && !cancelNext) {
      waiting.addFirst(refused);
    }
    cancelNext = false;
  }

  /// Whether this is the identifier of the latest request, which is not answered yet.
  boolean isAsked(String event) {
    return event.equals(name()) && (asked != null || taken != null);
  }

  /// Moves the pending requests to another session.
  void handOver(ResponseTracker to) {
    if (asked != null) {
      to.waiting.addLast(asked);
    } else if (active != null || due) {
      to.goOn();
    }
    to.waiting.addAll(waiting);
  }

  private void askNext() {
    if (live && active == null && asked == null && !waiting.isEmpty()) {
      asks++;
      asked = waiting.removeFirst();
      send.accept(ClientEvents.respond(name(), asked.instructions()));
      bound.set(timeouts.first());
    }
  }

  private String name() {
    return "kolan_" + asks;
  }
}
