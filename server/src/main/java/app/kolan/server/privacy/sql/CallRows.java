package app.kolan.server.privacy.sql;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/// The rows of calls in all tables. What is only counted stays, without the call: how many there
/// were, how long, how they came out, and what they used of providers.
final class CallRows {
  private static final long QUARTER = Duration.ofMinutes(15).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final String THEIRS = "call_sid in (<calls>)";
  private static final String RECORDINGS = "select sid from recordings where call_sid in (<calls>)";

  /// What goes: a kind, its table, and which of its rows; those that refer to others first.
  private record Part(String kind, String table, String rows) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "alertDeliveries",
              "alert_deliveries",
              "alert_id in (select id from alerts where call_sid in (<calls>))"),
          new Part("alerts", "alerts", THEIRS),
          new Part("jobs", "scheduled_tasks", "task_instance in (%s)".formatted(RECORDINGS)),
          new Part(
              "summaryJobs",
              "scheduled_tasks",
              "task_name = 'send-summary' and substr(task_instance, 1, 34) in (<calls>)"),
          new Part("handOvers", "hand_overs", THEIRS),
          new Part("toolUses", "tool_uses", THEIRS),
          new Part("knowledgeQuestions", "knowledge_questions", THEIRS),
          new Part("summaryDeliveries", "summary_deliveries", THEIRS),
          new Part("summaries", "summaries", THEIRS),
          new Part("callSummaries", "call_summaries", THEIRS),
          new Part("transcriptions", "transcriptions", THEIRS),
          new Part("afterCalls", "after_calls", THEIRS),
          new Part("turnTimes", "turn_stages", THEIRS),
          new Part("turns", "turns", THEIRS),
          new Part("searchDocuments", "search_documents", "kind = 'CALL' and subject in (<calls>)"),
          new Part("timelineEntries", "timeline_entries", THEIRS),
          new Part("promises", "promises", THEIRS),
          new Part(
              "callOrders",
              "call_orders",
              "lead_call in (<calls>) or call_sid in (<calls>)"
                  + " or appointment_id in (select id from appointments where "
                  + THEIRS
                  + ")"),
          new Part(
              "appointmentCells",
              "appointment_cells",
              "appointment_id in (select id from appointments where "
                  + THEIRS
                  + ") or (held_until is not null and "
                  + THEIRS
                  + ")"),
          new Part("appointments", "appointments", THEIRS),
          new Part("waitingList", "waiting_list", THEIRS),
          new Part("contactNames", "contact_names", THEIRS),
          new Part("pendingCalls", "pending_calls", THEIRS),
          new Part("leads", "leads", THEIRS),
          new Part(
              "alertMarks",
              "alert_marks",
              "mark in (select 'call:' || sid from calls where sid in (<calls>)"
                  + " union all select 'recording:' || sid from recordings where "
                  + THEIRS
                  + ")"),
          new Part("recordings", "recordings", THEIRS),
          new Part("callEvents", "call_events", THEIRS),
          new Part("calls", "calls", "sid in (<calls>)"));

  private CallRows() {}

  static Map<String, Integer> count(Handle handle, List<CallSid> calls) {
    var counts = new LinkedHashMap<String, Integer>();
    for (Part part : PARTS) {
      counts.put(
          part.kind(),
          handle
              .createQuery("select count(*) from %s where %s".formatted(part.table(), part.rows()))
              .bindList("calls", texts(calls))
              .mapTo(Integer.class)
              .one());
    }
    return counts;
  }

  /// A part of a transaction.
  ///
  /// @param grams removes search documents from the index of the database's product
  static Map<String, Integer> delete(Handle handle, List<CallSid> calls, SearchRows grams) {
    ErasedCalls.add(handle, calls);
    keepCounts(handle, calls);
    List<Long> contacts = madeByThem(handle, calls);
    grams.forget(handle, "kind = 'CALL' and subject in (<subjects>)", texts(calls));
    // An evidence that is gone is none; what was agreed to stays.
    handle
        .createUpdate("update contact_consents set call_sid = null, at_ms = null where " + THEIRS)
        .bindList("calls", texts(calls))
        .execute();
    handle
        .createUpdate("update appointments set changed_call = null where changed_call in (<calls>)")
        .bindList("calls", texts(calls))
        .execute();
    // A lifted hold stays known, without what it says of people.
    handle
        .createUpdate("update legal_holds set reason = '', call_sid = null where " + THEIRS)
        .bindList("calls", texts(calls))
        .execute();
    var counts = new LinkedHashMap<String, Integer>();
    for (Part part : PARTS) {
      counts.put(
          part.kind(),
          handle
              .createUpdate("delete from %s where %s".formatted(part.table(), part.rows()))
              .bindList("calls", texts(calls))
              .execute());
    }
    ContactRows.deleteUnused(handle, contacts, grams)
        .forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
    return counts;
  }

  /// The contacts that Kolan made of these calls and nobody has changed.
  private static List<Long> madeByThem(Handle handle, List<CallSid> calls) {
    return handle
        .createQuery(
            """
            select distinct c.id from contacts c join leads l on l.contact_id = c.id
            where l.call_sid in (<calls>) and c.made_by = 'kolan' and c.revision = 0
            """)
        .bindList("calls", texts(calls))
        .mapTo(Long.class)
        .list();
  }

  private static void keepCounts(Handle handle, List<CallSid> calls) {
    for (CallSid call : calls) {
      String id = anonymous();
      int kept =
          handle
              .createUpdate(
                  """
                  insert into anonymous_calls
                    (id, business_id, arrived_at, length_ms, outcome, had_lead)
                  select :id, business_id, arrived_at - arrived_at % :quarter,
                    (coalesce(length_ms, ended_at - arrived_at, 0) + :minute - 1)
                      / :minute * :minute,
                    outcome, exists (select 1 from leads where call_sid = sid)
                  from calls where sid = :call
                  """)
              .bind("id", id)
              .bind("quarter", QUARTER)
              .bind("minute", MINUTE)
              .bind("call", call.value())
              .execute();
      if (kept == 1) {
        handle
            .createUpdate(
                """
                update provider_usage set call_sid = :id, written_at = written_at - written_at % :quarter
                where call_sid = :call
                """)
            .bind("id", id)
            .bind("quarter", QUARTER)
            .bind("call", call.value())
            .execute();
      } else {
        handle
            .createUpdate("delete from provider_usage where call_sid = :call")
            .bind("call", call.value())
            .execute();
      }
    }
  }

  /// An identifier that leads to no call.
  private static String anonymous() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return "anonymous-" + HexFormat.of().formatHex(bytes);
  }

  static List<String> texts(List<CallSid> calls) {
    return calls.stream().map(CallSid::value).toList();
  }
}
