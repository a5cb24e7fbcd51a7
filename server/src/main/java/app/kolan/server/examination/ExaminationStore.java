package app.kolan.server.examination;

import java.util.Optional;

/// Keeps texts of examinations. Blocks for the database; a database that does not answer is a
/// `StoreException`.
public interface ExaminationStore {
  /// Keeps a text in place of the one before it, unless that belongs to a later run.
  ///
  /// @param kind what it is of the business's
  /// @param run grows with each
  void keep(long business, String kind, long run, String body);

  Optional<String> find(long business, String kind);

  void remove(long business, String kind);
}
