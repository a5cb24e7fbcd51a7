package app.kolan.server.realtime.openai;

import app.kolan.server.provider.ProviderTimeouts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The answers of one session: which one is being given, which are still to be asked for, and how
/// long the next sound may take.
///
/// A server gives one answer at a time, and begins one by itself at the end of the caller's turn.
/// So what Kolan asks for waits until nothing is being said; and if the server was quicker, it is
/// asked for again after that.
final class ResponseTracker {
  private final Consumer<String> send;
  private final Timeout bound;
  private final ProviderTimeouts patience;
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

  /// @param send takes events of the client
  /// @param bound rings when the server is too slow
  ResponseTracker(Consumer<String> send, Timeout bound, ProviderTimeouts patience) {
    this.send = send;
    this.bound = bound;
    this.patience = patience;
  }

  /// An answer that Kolan asks for.
  ///
  /// @param instructions null for the session's own
  /// @param anew whether it is worth asking again when the server answers something else first
  private record Ask(@Nullable String instructions, boolean anew) {}

  /// The session can be asked from now on.
  void goLive() {
    live = true;
    askNext();
  }

  /// The model is to speak by these instructions.
  void speak(String instructions) {
    want(instructions, true);
  }

  /// The model is to go on with what it has in the conversation.
  void goOn() {
    want(null, true);
  }

  private void want(@Nullable String instructions, boolean anew) {
    waiting.addLast(new Ask(instructions, anew));
    askNext();
  }

  /// Nothing is being said, or to be said.
  boolean isIdle() {
    return active == null && asked == null && !due && waiting.isEmpty();
  }

  /// The caller began to speak: whether there will be an answer is open again, unless one is due.
  void callerBegan() {
    due = false;
    if (active == null && asked == null) {
      bound.off();
    }
  }

  /// The caller's turn is over, and the server begins to answer by itself, if it can.
  void callerEnded() {
    if (active == null) {
      due = true;
      bound.set(patience.first());
    }
  }

  /// The caller's turn is in the conversation. If an answer is being given at the moment, there
  /// will be no other by itself.
  void committed() {
    owed |= active != null;
  }

  /// The server begins to answer.
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
      bound.set(patience.first());
    }
  }

  /// A piece of the answer has come, and the next one is due.
  void sounded(String response) {
    if (response.equals(active) && !cancelled) {
      bound.set(patience.next());
    }
  }

  /// All sound of an utterance has come; there may be another one.
  ///
  /// @param nanosToPlay how long the caller still hears what has come
  void paused(long nanosToPlay) {
    if (active != null && !cancelled) {
      bound.set(patience.first().plusNanos(Math.max(0, nanosToPlay)));
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

  /// Stops the answer that is being given, and what was to follow it.
  void cancel() {
    waiting.clear();
    if (active != null && !cancelled) {
      cancelled = true;
      send.accept(ClientEvents.cancel(active));
      bound.set(patience.next());
    } else if (asked != null) {
      cancelNext = true;
    }
  }

  /// Whether this answer was stopped, and nothing more of it is to be heard.
  boolean isCancelled(String response) {
    return cancelled && response.equals(active);
  }

  /// What Kolan asked for was refused, since the server is answering something else. It is asked
  /// for again after that.
  ///
  /// @param event the name of what was refused
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

  /// Whether this is the name of what was asked for latest, and is not answered yet.
  boolean isAsked(String event) {
    return event.equals(name()) && (asked != null || taken != null);
  }

  /// What is still to be said becomes another session's to say.
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
      bound.set(patience.first());
    }
  }

  private String name() {
    return "kolan_" + asks;
  }
}
