package app.kolan.server.store.sql;

import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeSource.Kind;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.KnowledgeStore.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/// The tables of sources and their passages.
final class KnowledgeTable {
  private KnowledgeTable() {}

  static long version(Handle handle, long business) {
    return handle
        .createQuery("select version from knowledge_versions where business_id = :business")
        .bind("business", business)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /// Other changes of the business's sources wait until the transaction ends.
  static void countChange(Handle handle, long business) {
    handle.execute(
        """
        insert into knowledge_versions (business_id, version) values (?, 1)
        on conflict (business_id) do update set version = knowledge_versions.version + 1
        """,
        business);
  }

  static List<Found> passages(Handle handle, long business) {
    return handle
        .createQuery(
            """
            select p.source_id, s.kind, s.title, p.heading, p.passage
            from knowledge_passages p join knowledge_sources s on s.id = p.source_id
            where p.business_id = :business order by p.source_id, p.position
            """)
        .bind("business", business)
        .map(
            (row, _) ->
                new Found(
                    row.getLong(1),
                    Kind.valueOf(row.getString(2)),
                    row.getString(3),
                    new Passage(row.getString(4), row.getString(5))))
        .list();
  }

  static List<Passage> passages(Handle handle, long business, long id) {
    return handle
        .createQuery(
            """
            select heading, passage from knowledge_passages
            where source_id = :id and business_id = :business order by position
            """)
        .bind("id", id)
        .bind("business", business)
        .map((row, _) -> new Passage(row.getString(1), row.getString(2)))
        .list();
  }

  static Optional<KnowledgeSource> find(Handle handle, long business, long id) {
    return handle
        .createQuery("select * from knowledge_sources where id = :id and business_id = :business")
        .bind("id", id)
        .bind("business", business)
        .map(KnowledgeTable::source)
        .findOne();
  }

  /// The one that a transaction has added whose outcome was not known.
  static Optional<KnowledgeSource> findSame(
      Handle handle, KnowledgeSource.Draft draft, String actor, Instant at) {
    return handle
        .createQuery(
            """
            select * from knowledge_sources where business_id = :business and kind = :kind
              and title = :title and changed_by = :actor and changed_at = :at order by id desc
            """)
        .bind("business", draft.business())
        .bind("kind", draft.kind().name())
        .bind("title", draft.title())
        .bind("actor", actor)
        .bind("at", at.toEpochMilli())
        .map(KnowledgeTable::source)
        .findFirst();
  }

  static List<KnowledgeSource> list(Handle handle, long business, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from knowledge_sources where business_id = :business and id < :before
            order by id desc limit :limit
            """)
        .bind("business", business)
        .bind("before", before)
        .bind("limit", limit)
        .map(KnowledgeTable::source)
        .list();
  }

  static KnowledgeSource add(Handle handle, KnowledgeSource.Draft draft, String actor, Instant at) {
    long id = RowIds.next(handle, "knowledge");
    handle
        .createUpdate(
            """
            insert into knowledge_sources (id, business_id, kind, title, characters, passages,
              changed_at, changed_by, revision)
            values (:id, :business, :kind, :title, :characters, :passages, :at, :actor, 0)
            """)
        .bind("id", id)
        .bind("business", draft.business())
        .bind("kind", draft.kind().name())
        .bind("title", draft.title())
        .bind("characters", draft.characters())
        .bind("passages", draft.passages().size())
        .bind("at", at.toEpochMilli())
        .bind("actor", actor)
        .execute();
    addPassages(handle, id, draft);
    return find(handle, draft.business(), id).orElseThrow();
  }

  static void replace(
      Handle handle,
      KnowledgeSource before,
      KnowledgeSource.Draft draft,
      String actor,
      Instant at) {
    handle.execute("delete from knowledge_passages where source_id = ?", before.id());
    handle
        .createUpdate(
            """
            update knowledge_sources set title = :title, characters = :characters,
              passages = :passages, changed_at = :at, changed_by = :actor, revision = revision + 1
            where id = :id
            """)
        .bind("id", before.id())
        .bind("title", draft.title())
        .bind("characters", draft.characters())
        .bind("passages", draft.passages().size())
        .bind("at", at.toEpochMilli())
        .bind("actor", actor)
        .execute();
    addPassages(handle, before.id(), draft);
  }

  private static void addPassages(Handle handle, long id, KnowledgeSource.Draft draft) {
    if (draft.passages().isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into knowledge_passages (source_id, position, business_id, heading, passage)
            values (?, ?, ?, ?, ?)
            """);
    int position = 0;
    for (Passage passage : draft.passages()) {
      batch.add(id, position++, draft.business(), passage.heading(), passage.text());
    }
    batch.execute();
  }

  static boolean remove(Handle handle, long business, long id) {
    handle.execute(
        "delete from knowledge_passages where source_id = ? and business_id = ?", id, business);
    return handle.execute(
            "delete from knowledge_sources where id = ? and business_id = ?", id, business)
        > 0;
  }

  static void removeFile(Handle handle, long business, String name) {
    handle
        .createQuery(
            """
            select id from knowledge_sources
            where business_id = :business and kind = 'FILE' and title = :name
            """)
        .bind("business", business)
        .bind("name", name)
        .mapTo(Long.class)
        .list()
        .forEach(id -> remove(handle, business, id));
  }

  static void requireRoom(Handle handle, long business) {
    boolean hasRoom =
        handle
            .createQuery(
                """
                select count(*), coalesce(sum(characters), 0) from knowledge_sources
                where business_id = :business
                """)
            .bind("business", business)
            .map(
                (row, _) ->
                    row.getLong(1) <= KnowledgeStore.MOST_SOURCES
                        && row.getLong(2) <= KnowledgeStore.MOST_CHARACTERS)
            .one();
    if (!hasRoom) {
      throw new CrmConflict(
          CrmConflict.Kind.CONFLICT,
          "There is no room: a business has at most %d sources, with %d characters together."
              .formatted(KnowledgeStore.MOST_SOURCES, KnowledgeStore.MOST_CHARACTERS));
    }
  }

  private static KnowledgeSource source(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new KnowledgeSource(
        row.longNumber("id"),
        row.longNumber("business_id"),
        Kind.valueOf(row.text("kind")),
        row.text("title"),
        row.number("characters"),
        row.number("passages"),
        row.instant("changed_at"),
        row.text("changed_by"),
        row.longNumber("revision"));
  }
}
