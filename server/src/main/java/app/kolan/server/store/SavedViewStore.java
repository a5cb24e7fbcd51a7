package app.kolan.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The filters that people have kept. See [Stores] for durability, threads and errors.
public interface SavedViewStore {
  /// How many somebody may have of each list.
  int MOST = 20;

  /// Adds one, in place of one of the same title.
  ///
  /// @return empty when he has as many as he may have
  Optional<SavedView> add(
      long business, long user, SavedView.Page page, String title, String filters, Instant at);

  /// Those of somebody, in the order in which they were added.
  List<SavedView> list(long business, long user, SavedView.Page page);

  /// Removes one of somebody's own; false when he has no such one.
  boolean remove(long business, long user, long id);
}
