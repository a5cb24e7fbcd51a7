package app.kolan.server.store.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The index of trigrams, which each product has its own way. Each method is a part of a
/// transaction.
public interface TrigramIndex {
  /// A number for a new document, greater than those of before.
  default long nextDocument(Handle handle) {
    return RowIds.next(handle, "document");
  }

  /// Gives a document these grams in place of those that it has.
  void put(Handle handle, long document, int[] grams);

  /// Takes a document out.
  void remove(Handle handle, long document);

  /// The documents that have all of these grams, those with the greatest numbers first.
  ///
  /// @param before only documents with smaller numbers
  List<Long> find(Handle handle, int[] grams, long before, int limit);
}
