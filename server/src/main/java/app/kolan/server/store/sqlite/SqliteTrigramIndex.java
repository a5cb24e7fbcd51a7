package app.kolan.server.store.sqlite;

import app.kolan.server.store.sql.TrigramIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Trigrams in SQLite's full-text index, of which only that it finds sets of words is used: a gram
/// is a word of digits, and neither text nor places are kept.
///
/// Source: https://www.sqlite.org/fts5.html, sections 4.4.3 and 4.6
final class SqliteTrigramIndex implements TrigramIndex {
  @Override
  public void put(Handle handle, long document, int[] grams) {
    remove(handle, document);
    handle.execute(
        "insert into search_grams (rowid, grams) values (?, ?)", document, joined(grams, " "));
  }

  @Override
  public void remove(Handle handle, long document) {
    handle.execute("delete from search_grams where rowid = ?", document);
  }

  @Override
  public List<Long> find(Handle handle, int[] grams, long before, int limit) {
    return handle
        .createQuery(
            """
            select rowid from search_grams
            where search_grams match :grams and rowid < :before
            order by rowid desc limit :limit
            """)
        .bind("grams", joined(grams, " AND "))
        .bind("before", before)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  private static String joined(int[] grams, String between) {
    return Arrays.stream(grams).mapToObj(gram -> "g" + gram).collect(Collectors.joining(between));
  }
}
