package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a call's verbs: takes events from the mailbox and handles them until the verb has an
/// outcome. A verb may save an event for one that comes after it.
///
/// Used by the thread of the call.
final class EventLoop {
  private final Mailbox mailbox;
  private final Deque<SessionEvent> saved = new ArrayDeque<>();

  EventLoop(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  /// Handles events until there is an outcome, the saved ones first.
  <R, X extends Exception> R await(EventHandler<R, X> verb) throws LineEnded, X {
    R outcome = verb.outcome();
    while (outcome == null) {
      @Nullable SessionEvent first = saved.pollFirst();
      verb.handle(first != null ? first : mailbox.take());
      outcome = verb.outcome();
    }
    return outcome;
  }

  /// Handles events until there is an outcome, and leaves the saved ones for later.
  <R, X extends Exception> R awaitNew(EventHandler<R, X> verb) throws LineEnded, X {
    R outcome = verb.outcome();
    while (outcome == null) {
      verb.handle(mailbox.take());
      outcome = verb.outcome();
    }
    return outcome;
  }

  /// Keeps an event for the next verb that takes saved ones.
  void save(SessionEvent event) {
    saved.addLast(event);
  }

  /// Removes and returns all that is saved.
  List<SessionEvent> takeSaved() {
    List<SessionEvent> all = List.copyOf(saved);
    saved.clear();
    return all;
  }
}
