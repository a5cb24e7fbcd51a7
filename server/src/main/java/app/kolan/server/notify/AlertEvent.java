package app.kolan.server.notify;

import org.jspecify.annotations.Nullable;

/// What has become of an alert, and is stored. What happened once can be told twice, by two servers
/// of one database that sent it both.
public sealed interface AlertEvent {
  /// The alert, as it was when it was taken to be sent.
  Alert alert();

  /// Whoever carries it has taken it.
  record Sent(Alert alert) implements AlertEvent {}

  /// An attempt has failed.
  ///
  /// @param isGivenUp whether it was the last one
  record Failed(Alert alert, String problem, boolean isGivenUp) implements AlertEvent {}

  /// A carrier told what became of a message.
  ///
  /// @param status its word, such as `delivered`
  /// @param problem why it did not arrive; null for nothing to say
  record Told(Alert alert, String status, @Nullable String problem) implements AlertEvent {}
}
