package app.kolan.server.privacy;

import java.util.function.Predicate;

/// The answers of the API that are kept for who repeats a request. Blocks for the database.
public interface KeptAnswers {
  /// Forgets the answers that a condition holds for. Who repeats such a request is told that it was
  /// cut off; it is not done again.
  ///
  /// @param condition on an answer's whole text
  /// @return how many
  int forget(Predicate<String> condition);
}
