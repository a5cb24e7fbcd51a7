package app.kolan.server.store.sql;

import app.kolan.server.store.SearchHit.Kind;
import app.kolan.server.store.SearchHit.Match;
import app.kolan.server.store.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Keeps the index of what can be found. Each method is a part of the transaction that changes a
/// call or a contact.
final class SearchIndex {
  private final TrigramIndex grams;

  SearchIndex(TrigramIndex grams) {
    this.grams = grams;
  }

  void putContact(Handle handle, long business, long contact) {
    put(handle, business, Kind.CONTACT, Long.toString(contact));
  }

  /// Indexes a call or a contact as it is now; one of which nothing can be found is taken out.
  void put(Handle handle, long business, Kind kind, String subject) {
    List<Match> parts =
        SearchParts.of(handle, business, kind, List.of(subject)).getOrDefault(subject, List.of());
    var words = new ArrayList<String>();
    parts.forEach(part -> words.addAll(SearchParts.words(part)));
    Optional<Long> known = find(handle, business, kind, subject);
    if (words.isEmpty()) {
      known.ifPresent(document -> remove(handle, document));
      return;
    }
    long document = known.orElseGet(() -> add(handle, business, kind, subject));
    grams.put(handle, document, SearchText.grams(business, words));
  }

  void removeContact(Handle handle, long business, long contact) {
    find(handle, business, Kind.CONTACT, Long.toString(contact))
        .ifPresent(document -> remove(handle, document));
  }

  private void remove(Handle handle, long document) {
    grams.remove(handle, document);
    handle.execute("delete from search_documents where id = ?", document);
  }

  private static Optional<Long> find(Handle handle, long business, Kind kind, String subject) {
    return handle
        .createQuery(
            """
            select id from search_documents
            where business_id = :business and kind = :kind and subject = :subject
            """)
        .bind("business", business)
        .bind("kind", kind.name())
        .bind("subject", subject)
        .mapTo(Long.class)
        .findOne();
  }

  private long add(Handle handle, long business, Kind kind, String subject) {
    return handle
        .createQuery(
            """
            insert into search_documents (id, business_id, kind, subject)
            values (:id, :business, :kind, :subject)
            on conflict (business_id, kind, subject) do update set kind = excluded.kind
            returning id
            """)
        .bind("id", grams.nextDocument(handle))
        .bind("business", business)
        .bind("kind", kind.name())
        .bind("subject", subject)
        .mapTo(Long.class)
        .one();
  }
}
