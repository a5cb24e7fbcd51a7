package app.kolan.server.notify;

import java.time.Instant;
import java.util.List;

/// What a day of a business brought, and what waits. It prints without words.
///
/// @param calls that arrived
/// @param leads calls that left somebody to call back
/// @param messages those of them with a recorded message
/// @param missed calls that were over before anything was known of the caller
/// @param broken calls in which something failed
/// @param waiting leads of any day that nobody has worked on
/// @param promises that are open
/// @param overdue promises of the day that were not kept in time
/// @param failedAlerts that were given up
/// @param next the promises that are due first
public record Digest(
    int calls,
    int leads,
    int messages,
    int missed,
    int broken,
    int waiting,
    int promises,
    int overdue,
    int failedAlerts,
    List<Due> next) {
  /// A promise that is open.
  public record Due(Instant at, String words) {
    @Override
    public String toString() {
      return "Due[at=%s]".formatted(at);
    }
  }

  public Digest {
    next = List.copyOf(next);
  }

  /// Whether there is nothing to tell.
  boolean isEmpty() {
    return calls + waiting + promises + overdue + failedAlerts == 0;
  }
}
