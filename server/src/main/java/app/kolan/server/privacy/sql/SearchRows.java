package app.kolan.server.privacy.sql;

import app.kolan.server.store.sql.TrigramIndex;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Takes documents out of the index of the search. Their rows in `search_documents` stay.
record SearchRows(TrigramIndex index) {
  /// @param condition on `search_documents`, with `<subjects>`
  void forget(Handle handle, String condition, List<String> subjects) {
    if (subjects.isEmpty()) {
      return;
    }
    handle
        .createQuery("select id from search_documents where " + condition)
        .bindList("subjects", subjects)
        .mapTo(Long.class)
        .list()
        .forEach(document -> index.remove(handle, document));
  }
}
