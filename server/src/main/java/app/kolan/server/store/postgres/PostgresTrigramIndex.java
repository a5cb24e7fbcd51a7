package app.kolan.server.store.postgres;

import app.kolan.server.store.sql.TrigramIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Trigrams in an array with a GIN index, which PostgreSQL has without any extension.
final class PostgresTrigramIndex implements TrigramIndex {
  /// A sequence's, for which nobody waits.
  @Override
  public long nextDocument(Handle handle) {
    return handle.createQuery("select nextval('search_document_ids')").mapTo(Long.class).one();
  }

  @Override
  public void put(Handle handle, long document, int[] grams) {
    handle
        .createUpdate(
            "update search_documents set grams = cast(:grams as integer[]) where id = :id")
        .bind("grams", array(grams))
        .bind("id", document)
        .execute();
  }

  /// The row has the grams, and goes with them.
  @Override
  public void remove(Handle handle, long document) {}

  /// The planner knows little of arrays. Reading the rows from the newest on, or all of them, would
  /// take seconds for a rare word, so that it is left no other way than the index.
  @Override
  public List<Long> find(Handle handle, int[] grams, long before, int limit) {
    handle.execute("set local enable_seqscan = off");
    return handle
        .createQuery(
            """
            with found as materialized (
              select id from search_documents
              where grams @> cast(:grams as integer[]) and id + 0 < :before)
            select id from found order by id desc limit :limit
            """)
        .bind("grams", array(grams))
        .bind("before", before)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  private static String array(int[] grams) {
    return Arrays.stream(grams)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
