package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.TimelineEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Two contacts made one, and two again.
/* Rows move by their keys, and the keys are written down with the merging:
 *
 *   merge      numbers, names, consents, notes and changes, leads, promises of B ──▶ A
 *              tags that A lacks are copied, what A lacks is taken over; B is left without rows
 *   unmerge    each of those rows that is still A's ──▶ B; copies are deleted; a number takes the
 *              leads along that came from it since
 */
final class ContactMerges {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What moves: the member in the record of a merging, the table and its key.
  private record Moving(String member, String table, String key, boolean keyIsText) {}

  private static final List<Moving> MOVING =
      List.of(
          new Moving("numbers", "contact_numbers", "number", true),
          new Moving("names", "contact_names", "id", false),
          new Moving("consents", "contact_consents", "id", false),
          new Moving("timeline", "timeline_entries", "id", false),
          new Moving("leads", "leads", "call_sid", true),
          new Moving("promises", "promises", "id", false));

  private ContactMerges() {}

  static Contact merge(
      Handle handle,
      boolean mayBeDone,
      long business,
      long kept,
      long merged,
      String actor,
      Instant at) {
    SqlContactStore.lock(handle, business, Math.min(kept, merged));
    SqlContactStore.lock(handle, business, Math.max(kept, merged));
    Contact target = SqlContactStore.require(handle, business, kept);
    Contact source = SqlContactStore.require(handle, business, merged);
    if (kept == merged) {
      throw new CrmConflict(Kind.CONFLICT, "A contact cannot be merged into itself.");
    }
    if (mayBeDone && source.mergedInto() != null && source.mergedInto() == kept) {
      return target;
    }
    SqlContactStore.requireUnmerged(target);
    SqlContactStore.requireUnmerged(source);
    ObjectNode moved = TimelineTable.object();
    for (Moving each : MOVING) {
      ArrayNode keys = moved.putArray(each.member());
      keys(handle, each, merged).forEach(key -> add(keys, each, key));
      move(handle, each, merged, kept, null);
    }
    ArrayNode tags = moved.putArray("tags");
    for (String tag : source.tags()) {
      if (!target.tags().contains(tag)) {
        ContactChanges.addTag(handle, kept, tag);
        tags.add(tag);
      }
    }
    takeOver(handle, moved, target, source);
    touch(handle, kept, at);
    handle
        .createUpdate("update contacts set merged_into = :kept where id = :merged")
        .bind("kept", kept)
        .bind("merged", merged)
        .execute();
    touch(handle, merged, at);
    handle
        .createUpdate(
            """
            insert into contact_merges (id, business_id, kept, merged, moved, merged_at, merged_by)
            values (:id, :business, :kept, :merged, :moved, :at, :by)
            """)
        .bind("id", RowIds.at(at))
        .bind("business", business)
        .bind("kept", kept)
        .bind("merged", merged)
        .bind("moved", moved.toString())
        .bind("at", at.toEpochMilli())
        .bind("by", actor)
        .execute();
    note(handle, business, kept, merged, false, actor, at);
    return SqlContactStore.require(handle, business, kept);
  }

  static Contact unmerge(
      Handle handle, boolean mayBeDone, long business, long merged, String actor, Instant at) {
    Contact source = SqlContactStore.require(handle, business, merged);
    Long into = source.mergedInto();
    if (into == null) {
      if (mayBeDone) {
        return source;
      }
      throw new CrmConflict(Kind.CONFLICT, "The contact is not merged into another one.");
    }
    long kept = into;
    SqlContactStore.lock(handle, business, Math.min(kept, merged));
    SqlContactStore.lock(handle, business, Math.max(kept, merged));
    Contact target = SqlContactStore.require(handle, business, kept);
    if (target.mergedInto() != null) {
      throw new CrmConflict(
          Kind.CONFLICT,
          "Contact %d was merged into %d since; take that back first."
              .formatted(kept, target.mergedInto()));
    }
    Merge merge = latest(handle, merged);
    for (Moving each : MOVING) {
      for (JsonNode key : merge.moved().path(each.member())) {
        move(handle, each, kept, merged, each.keyIsText() ? key.asText() : (Object) key.asLong());
      }
    }
    bringLeadsAlong(handle, kept, merged);
    for (JsonNode tag : merge.moved().path("tags")) {
      handle.execute(
          "delete from contact_tags where contact_id = ? and tag = ?", kept, tag.asText());
    }
    giveBack(handle, merge.moved(), target);
    touch(handle, kept, at);
    handle.execute("update contacts set merged_into = null where id = ?", merged);
    touch(handle, merged, at);
    handle
        .createUpdate("update contact_merges set undone_at = :at, undone_by = :by where id = :id")
        .bind("at", at.toEpochMilli())
        .bind("by", actor)
        .bind("id", merge.id())
        .execute();
    note(handle, business, kept, merged, true, actor, at);
    return SqlContactStore.require(handle, business, merged);
  }

  private record Merge(long id, JsonNode moved) {}

  private static Merge latest(Handle handle, long merged) {
    return handle
        .createQuery(
            """
            select id, moved from contact_merges where merged = :merged and undone_at is null
            order by id desc limit 1
            """)
        .bind("merged", merged)
        .map((row, _) -> new Merge(row.getLong(1), parsed(row.getString(2))))
        .one();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record of a merging cannot be read", e);
    }
  }

  private static List<Object> keys(Handle handle, Moving moving, long contact) {
    return handle
        .createQuery(
            "select %s from %s where contact_id = :contact".formatted(moving.key(), moving.table()))
        .bind("contact", contact)
        .map((row, _) -> moving.keyIsText() ? row.getString(1) : (Object) row.getLong(1))
        .list();
  }

  private static void add(ArrayNode keys, Moving moving, Object key) {
    if (moving.keyIsText()) {
      keys.add((String) key);
    } else {
      keys.add((Long) key);
    }
  }

  /// @param key null for all
  private static void move(
      Handle handle,
      Moving moving,
      long from,
      long to,
      @org.jspecify.annotations.Nullable Object key) {
    var update =
        handle
            .createUpdate(
                "update %s set contact_id = :to where contact_id = :from%s"
                    .formatted(
                        moving.table(),
                        key == null ? "" : " and %s = :key".formatted(moving.key())))
            .bind("from", from)
            .bind("to", to);
    if (key != null) {
      update.bind("key", key);
    }
    update.execute();
  }

  private static void takeOver(Handle handle, ObjectNode moved, Contact target, Contact source) {
    ObjectNode filled = moved.putObject("filled");
    if (target.email() == null && source.email() != null) {
      filled.put("email", source.email());
    }
    if (target.language() == null && source.language() != null) {
      filled.put("language", source.language());
    }
    if (!target.doNotCall() && source.doNotCall()) {
      filled.put("doNotCall", true);
    }
    handle
        .createUpdate(
            """
            update contacts set email = coalesce(email, :email),
              language = coalesce(language, :language), do_not_call = do_not_call or :doNotCall
            where id = :id
            """)
        .bind("id", target.id())
        .bind("email", source.email())
        .bind("language", source.language())
        .bind("doNotCall", source.doNotCall())
        .execute();
  }

  /// What was taken over and is still as it was goes again.
  private static void giveBack(Handle handle, JsonNode moved, Contact target) {
    JsonNode filled = moved.path("filled");
    if (Optional.ofNullable(target.email()).equals(text(filled, "email"))) {
      handle.execute("update contacts set email = null where id = ?", target.id());
    }
    if (Optional.ofNullable(target.language()).equals(text(filled, "language"))) {
      handle.execute("update contacts set language = null where id = ?", target.id());
    }
    if (filled.path("doNotCall").asBoolean()) {
      handle.execute("update contacts set do_not_call = false where id = ?", target.id());
    }
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  /// Leads that came from a number since it moved.
  private static void bringLeadsAlong(Handle handle, long from, long to) {
    handle
        .createUpdate(
            """
            update leads set contact_id = :to
            where contact_id = :from and exists (
              select 1 from contact_numbers n
              where n.contact_id = :to and n.business_id = leads.business_id
                and n.number = leads.caller)
            """)
        .bind("from", from)
        .bind("to", to)
        .execute();
  }

  private static void touch(Handle handle, long contact, Instant at) {
    handle.execute(
        "update contacts set revision = revision + 1, changed_at = ? where id = ?",
        at.toEpochMilli(),
        contact);
  }

  private static void note(
      Handle handle,
      long business,
      long kept,
      long merged,
      boolean undone,
      String actor,
      Instant at) {
    String detail =
        TimelineTable.object()
            .put("kept", kept)
            .put("merged", merged)
            .put("undone", undone)
            .toString();
    var entry = new TimelineEntry.Draft(TimelineEntry.Kind.MERGE, at, actor, null, detail);
    TimelineTable.add(handle, business, null, kept, entry);
    if (undone) {
      TimelineTable.add(handle, business, null, merged, entry);
    }
  }
}
