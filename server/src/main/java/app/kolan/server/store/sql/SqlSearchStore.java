package app.kolan.server.store.sql;

import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchHit.Kind;
import app.kolan.server.store.SearchHit.Match;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import app.kolan.server.store.SearchText.Sought;
import app.kolan.twilio.webhook.CallSid;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The search.
/* A trigram says that its letters stand somewhere in a text, and all trigrams of a word that they do,
 * not that they stand together. So the index gives candidates, newest first, and the texts of each
 * decide:
 *
 *   words ─▶ grams ─▶ index: 50 documents ─▶ their texts ─▶ those in which every word stands
 *                          ▲                                        │ too few
 *                          └──────────── the 50 before them ◀───────┘
 *
 * A search that finds nearly nothing among many candidates stops after a while, and says where it
 * can be continued. */
final class SqlSearchStore implements SearchStore {
  private static final int BATCH = 50;
  private static final int MOST_CANDIDATES = 300;
  private static final int MOST_MATCHES = 10;

  private final SqlDatabase database;
  private final TrigramIndex grams;

  SqlSearchStore(SqlDatabase database) {
    this.database = database;
    grams = database.trigramIndex();
  }

  private record Document(long id, Kind kind, String subject) {}

  @Override
  public Page find(Query query) {
    if (query.words().isEmpty()) {
      return new Page(List.of(), null);
    }
    return database.read(handle -> find(handle, query));
  }

  private Page find(Handle handle, Query query) {
    int[] sought = SearchText.soughtGrams(query.business(), query.words());
    var hits = new ArrayList<SearchHit>();
    long before = query.before();
    for (int seen = 0; seen < MOST_CANDIDATES; seen += BATCH) {
      List<Long> candidates = grams.find(handle, sought, before, BATCH);
      for (SearchHit hit : among(handle, query, candidates)) {
        hits.add(hit);
        if (hits.size() == query.limit()) {
          return new Page(hits, hit.document());
        }
      }
      if (candidates.size() < BATCH) {
        return new Page(hits, null);
      }
      before = candidates.getLast();
    }
    return new Page(hits, before);
  }

  private static List<SearchHit> among(Handle handle, Query query, List<Long> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    List<Document> documents =
        handle
            .createQuery(
                """
                select id, kind, subject from search_documents
                where id in (<ids>) and business_id = :business order by id desc
                """)
            .bindList("ids", candidates)
            .bind("business", query.business())
            .map(
                (row, _) ->
                    new Document(row.getLong(1), Kind.valueOf(row.getString(2)), row.getString(3)))
            .list();
    Map<Kind, Map<String, List<Match>>> parts = new EnumMap<>(Kind.class);
    for (Kind kind : query.kinds()) {
      List<String> subjects =
          documents.stream()
              .filter(document -> document.kind() == kind)
              .map(Document::subject)
              .toList();
      parts.put(kind, SearchParts.of(handle, query.business(), kind, subjects));
    }
    List<Sought> sought = query.words().stream().map(Sought::of).toList();
    Map<String, Long> contacts = contacts(handle, documents);
    var hits = new ArrayList<SearchHit>();
    for (Document document : documents) {
      List<Match> texts =
          parts.getOrDefault(document.kind(), Map.of()).getOrDefault(document.subject(), List.of());
      hit(sought, contacts, document, texts).ifPresent(hits::add);
    }
    return hits;
  }

  /// The document, if each word stands in one of its texts.
  private static Optional<SearchHit> hit(
      List<Sought> query, Map<String, Long> contacts, Document document, List<Match> texts) {
    var matches = new ArrayList<Match>();
    var missing = new ArrayList<>(query);
    for (Match text : texts) {
      List<String> words = SearchParts.words(text);
      List<Sought> found =
          query.stream().filter(sought -> words.stream().anyMatch(sought::finds)).toList();
      if (!found.isEmpty()) {
        missing.removeAll(found);
        if (matches.size() < MOST_MATCHES) {
          matches.add(text);
        }
      }
    }
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    boolean isCall = document.kind() == Kind.CALL;
    return Optional.of(
        new SearchHit(
            document.id(),
            isCall ? new CallSid(document.subject()) : null,
            isCall ? contacts.get(document.subject()) : Long.valueOf(document.subject()),
            matches));
  }

  /// The contacts of the leads of calls.
  private static Map<String, Long> contacts(Handle handle, List<Document> documents) {
    List<String> calls =
        documents.stream()
            .filter(document -> document.kind() == Kind.CALL)
            .map(Document::subject)
            .toList();
    var contacts = new HashMap<String, Long>();
    if (!calls.isEmpty()) {
      handle
          .createQuery(
              """
              select call_sid, contact_id from leads
              where call_sid in (<calls>) and contact_id is not null
              """)
          .bindList("calls", calls)
          .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
          .forEach(each -> contacts.put(each.getKey(), each.getValue()));
    }
    return contacts;
  }
}
