package app.kolan.server.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The requests that may be repeated, with their answers. Blocks for the database; throws
/// [app.kolan.server.store.StoreException] when it fails.
public interface IdempotencyStore {
  /// A request that was begun.
  ///
  /// @param answer empty as long as it is under way
  record Known(String fingerprint, Optional<String> answer) {}

  /// Takes a key, and forgets those that are older than they are kept.
  ///
  /// @return what is known of the key; empty when it was free and is taken now
  Optional<Known> begin(String actor, String key, String fingerprint, Instant at, Duration kept);

  /// Keeps the answer.
  void answered(String actor, String key, String answer);

  /// Gives a key free.
  void forget(String actor, String key);
}
