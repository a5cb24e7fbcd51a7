package app.kolan.server.store.sql;

import app.kolan.server.store.SearchHit.Kind;
import app.kolan.server.store.SearchHit.Match;
import app.kolan.server.store.SearchHit.Part;
import app.kolan.server.store.SearchText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// The texts by which calls and contacts are found, as they stand in their tables.
final class SearchParts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SearchParts() {}

  /// The words of a part. A number is found as it is dialled.
  static List<String> words(Match part) {
    return part.part() == Part.NUMBER
        ? SearchText.number(part.text())
        : SearchText.words(part.text());
  }

  /// The parts of calls or contacts of a business, by their identifiers.
  static Map<String, List<Match>> of(
      Handle handle, long business, Kind kind, Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    var parts = new HashMap<String, List<Match>>();
    BiConsumer<String, Match> add =
        (subject, part) -> parts.computeIfAbsent(subject, _ -> new ArrayList<>()).add(part);
    switch (kind) {
      case CALL -> ofCalls(handle, business, subjects, add);
      case CONTACT ->
          ofContacts(handle, business, subjects.stream().map(Long::parseLong).toList(), add);
    }
    return parts;
  }

  private static void ofCalls(
      Handle handle, long business, Collection<String> sids, BiConsumer<String, Match> add) {
    each(
        handle,
        """
        select call_sid, position, words from turns
        where call_sid in (<subjects>) and words is not null
          and exists (select 1 from calls where sid = call_sid and business_id = :business)
        order by call_sid, position
        """,
        business,
        sids,
        row ->
            add.accept(
                row.getColumn("call_sid", String.class),
                new Match(
                    Part.WORDS,
                    row.getColumn("position", Integer.class),
                    row.getColumn("words", String.class))));
    each(
        handle,
        """
        select call_sid, words from recordings
        where call_sid in (<subjects>) and words is not null
          and exists (select 1 from calls where sid = call_sid and business_id = :business)
        order by announced_at, sid
        """,
        business,
        sids,
        row -> text(row, "call_sid", "words", Part.WORDS, add));
    each(
        handle,
        """
        select call_sid, summary, subject from call_summaries
        where call_sid in (<subjects>) and business_id = :business
        """,
        business,
        sids,
        row -> {
          text(row, "call_sid", "summary", Part.SUMMARY, add);
          text(row, "call_sid", "subject", Part.SUBJECT, add);
        });
    each(
        handle,
        """
        select sid, caller from calls where sid in (<subjects>) and business_id = :business
        """,
        business,
        sids,
        row -> text(row, "sid", "caller", Part.NUMBER, add));
    each(
        handle,
        """
        select call_sid, name, subject, callback, fields from leads
        where call_sid in (<subjects>) and business_id = :business
        """,
        business,
        sids,
        row -> {
          text(row, "call_sid", "name", Part.NAME, add);
          text(row, "call_sid", "subject", Part.SUBJECT, add);
          text(row, "call_sid", "callback", Part.NUMBER, add);
          for (String field : members(row.getColumn("fields", String.class))) {
            add.accept(row.getColumn("call_sid", String.class), new Match(Part.FIELD, null, field));
          }
        });
    each(
        handle,
        """
        select call_sid as subject, detail from timeline_entries
        where call_sid in (<subjects>) and business_id = :business and kind = 'NOTE'
        order by id
        """,
        business,
        sids,
        row -> note(row, add));
  }

  private static void ofContacts(
      Handle handle, long business, List<Long> ids, BiConsumer<String, Match> add) {
    each(
        handle,
        "select id, email from contacts where id in (<subjects>) and business_id = :business",
        business,
        ids,
        row -> text(row, "id", "email", Part.EMAIL, add));
    each(
        handle,
        """
        select contact_id, name from contact_names where contact_id in (<subjects>) and exists (
          select 1 from contacts c where c.id = contact_id and c.business_id = :business)
        order by id desc
        """,
        business,
        ids,
        row -> text(row, "contact_id", "name", Part.NAME, add));
    each(
        handle,
        """
        select contact_id, number from contact_numbers
        where contact_id in (<subjects>) and business_id = :business
        """,
        business,
        ids,
        row -> text(row, "contact_id", "number", Part.NUMBER, add));
    each(
        handle,
        """
        select contact_id, tag from contact_tags where contact_id in (<subjects>) and exists (
          select 1 from contacts c where c.id = contact_id and c.business_id = :business)
        """,
        business,
        ids,
        row -> text(row, "contact_id", "tag", Part.TAG, add));
    each(
        handle,
        """
        select contact_id as subject, detail from timeline_entries
        where contact_id in (<subjects>) and business_id = :business and kind = 'NOTE'
        order by id
        """,
        business,
        ids,
        row -> note(row, add));
  }

  private interface Reader {
    void read(RowView row);
  }

  private static void each(
      Handle handle, String sql, long business, Collection<?> subjects, Reader reader) {
    handle
        .createQuery(sql)
        .bindList("subjects", List.copyOf(subjects))
        .bind("business", business)
        .reduceRows(
            Boolean.TRUE,
            (result, row) -> {
              reader.read(row);
              return result;
            });
  }

  private static void text(
      RowView row, String subject, String column, Part part, BiConsumer<String, Match> add) {
    String text = row.getColumn(column, String.class);
    if (text != null) {
      add.accept(row.getColumn(subject, String.class), new Match(part, null, text));
    }
  }

  private static void note(RowView row, BiConsumer<String, Match> add) {
    String text = textOf(row.getColumn("detail", String.class));
    if (text != null) {
      add.accept(row.getColumn("subject", String.class), new Match(Part.NOTE, null, text));
    }
  }

  private static @Nullable String textOf(String note) {
    try {
      return JSON.readTree(note).path("text").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a note cannot be read", e);
    }
  }

  private static List<String> members(String json) {
    try {
      var texts = new ArrayList<String>();
      JSON.readTree(json).forEach(each -> texts.add(each.asText()));
      return texts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the fields of a lead cannot be read", e);
    }
  }
}
