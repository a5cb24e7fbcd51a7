package app.kolan.server.nodes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A server among those that share a database, as the database knows it.
///
/// @param id the name, and what tells this run of it from earlier ones
/// @param name what its operator calls it
/// @param home the data folder, which one server at a time has
/// @param version of the program
/// @param settingsHash equal where the same is set
/// @param sinceBeat since its last sign of life, by the database's clock
/// @param skew its clock less the database's
/// @param calls how many conversations it holds
/// @param address host and port at which others ask it; null while that is not known
public record Node(
    String id,
    String name,
    String home,
    State state,
    String version,
    String settingsHash,
    Instant startedAt,
    Duration sinceBeat,
    Duration skew,
    int calls,
    @Nullable String address) {
  /// How often a sign of life is due.
  public static final Duration BEAT = Duration.ofSeconds(3);

  /// How long after the last one it counts as dead.
  public static final Duration DEAD_AFTER = Duration.ofSeconds(12);

  /// What a node does.
  public enum State {
    UP,
    /// It is about to stop: what it has goes on, and balancers lead callers elsewhere.
    DRAINING,
    GONE
  }

  /// The same run under another name.
  Node named(String other) {
    return new Node(
        id, other, home, state, version, settingsHash, startedAt, sinceBeat, skew, calls, address);
  }

  /// Whether its calls are its own.
  public boolean isLive() {
    return state != State.GONE && sinceBeat.compareTo(DEAD_AFTER) < 0;
  }

  /// Whether callers can be led to it.
  public boolean takesCalls() {
    return state == State.UP && isLive();
  }
}
