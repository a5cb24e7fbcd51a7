package app.kolan.server.callevents;

import java.util.Optional;
import java.util.function.Predicate;

/// Where the events of calls can be watched.
public interface CallEvents {
  /// Begins to watch.
  ///
  /// @param wanted which events; asked on the thread of a call, so it must not block
  /// @param after only events after this one, as far as they are still remembered
  /// @param wake is run after each event, on the thread of a call, and must not block
  Watch watch(Predicate<CallEvent> wanted, long after, Runnable wake);

  /// The newest event's number; 0 for none.
  long newest();

  /// Which run of the server this is; numbers of another one mean nothing here.
  String run();

  /// Somebody's watching. Any thread may use it.
  interface Watch extends AutoCloseable {
    /// The next event, if there is one; does not wait.
    Optional<CallEvent> poll();

    /// Whether events were lost since it began, because nobody polled them or because those after
    /// the one that was named are no longer remembered.
    boolean hasGap();

    @Override
    void close();
  }
}
