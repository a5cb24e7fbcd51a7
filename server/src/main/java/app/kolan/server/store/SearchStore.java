package app.kolan.server.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds calls and contacts by what was said and written.
///
/// What is written of a contact is found at once, and what is said in a call once it is followed up
/// ([FollowUpStore]). See [Stores] for durability, threads and errors.
public interface SearchStore {
  /// @param words as [SearchText#query] makes them; all are to be found in a call or contact
  /// @param kinds what is looked for
  /// @param before only what has a smaller place; [Long#MAX_VALUE] for the newest
  /// @param limit how many hits at most
  record Query(
      long business, List<String> words, Set<SearchHit.Kind> kinds, long before, int limit) {
    public Query {
      words = List.copyOf(words);
      kinds = Set.copyOf(kinds);
    }

    @Override
    public String toString() {
      return "Query[business=%d, %d words]".formatted(business, words.size());
    }
  }

  /// @param next before which the next page is; null when there is none. A page can have fewer hits
  ///   than was asked for, and yet not be the last
  record Page(List<SearchHit> hits, @Nullable Long next) {
    public Page {
      hits = List.copyOf(hits);
    }
  }

  /// The newest calls and contacts in which all words stand.
  Page find(Query query);
}
