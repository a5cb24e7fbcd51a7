package app.kolan.server.store.sql;

import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.UnansweredQuestion;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table of questions that nobody has answered: a row for each call in which one was asked.
final class QuestionTable {
  /// A question, by its newest row.
  private static final String GROUPED =
      """
      select n.id, n.question, n.call_sid, n.asked_at, g.calls
      from knowledge_questions n join (
        select question_key, max(id) as newest, count(*) as calls from knowledge_questions
        where business_id = :business group by question_key) g on g.newest = n.id
      """;

  private QuestionTable() {}

  static void add(
      Handle handle, long business, CallSid call, String question, String key, Instant at) {
    handle
        .createUpdate(
            """
            insert into knowledge_questions
              (id, business_id, call_sid, question, question_key, asked_at)
            values (:id, :business, :call, :question, :key, :at)
            on conflict (business_id, question_key, call_sid) do nothing
            """)
        .bind("id", RowIds.next(handle, "knowledge"))
        .bind("business", business)
        .bind("call", call.value())
        .bind("question", question)
        .bind("key", key)
        .bind("at", at.toEpochMilli())
        .execute();
    handle
        .createUpdate(
            """
            delete from knowledge_questions where business_id = :business and id in (
              select id from knowledge_questions where business_id = :business
              order by id desc limit 1000 offset :most)
            """)
        .bind("business", business)
        .bind("most", KnowledgeStore.MOST_QUESTIONS)
        .execute();
  }

  static List<UnansweredQuestion> list(Handle handle, long business, int limit) {
    return handle
        .createQuery(GROUPED + "order by g.calls desc, n.id desc limit :limit")
        .bind("business", business)
        .bind("limit", limit)
        .map(
            (row, _) ->
                new UnansweredQuestion(
                    row.getLong(1),
                    row.getString(2),
                    row.getInt(5),
                    new CallSid(row.getString(3)),
                    Instant.ofEpochMilli(row.getLong(4))))
        .list();
  }

  /// The question of which this row is one; it need not be the newest any more.
  static Optional<UnansweredQuestion> find(Handle handle, long business, long id) {
    return handle
        .createQuery(
            GROUPED
                + """
                where n.question_key = (select question_key from knowledge_questions
                  where id = :id and business_id = :business)
                """)
        .bind("business", business)
        .bind("id", id)
        .map(
            (row, _) ->
                new UnansweredQuestion(
                    row.getLong(1),
                    row.getString(2),
                    row.getInt(5),
                    new CallSid(row.getString(3)),
                    Instant.ofEpochMilli(row.getLong(4))))
        .findOne();
  }

  static boolean remove(Handle handle, long business, long id) {
    return handle
            .createUpdate(
                """
                delete from knowledge_questions where business_id = :business
                  and question_key = (select question_key from knowledge_questions
                    where id = :id and business_id = :business)
                """)
            .bind("business", business)
            .bind("id", id)
            .execute()
        > 0;
  }
}
