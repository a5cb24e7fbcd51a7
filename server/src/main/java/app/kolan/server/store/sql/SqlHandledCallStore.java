package app.kolan.server.store.sql;

import app.kolan.server.store.HandledCallStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Entries of the timeline by which calls are dealt with, or put off.
final class SqlHandledCallStore implements HandledCallStore {
  private static final String HANDLED = "handled:";
  private static final String POSTPONED = "postponed:";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SqlDatabase database;

  SqlHandledCallStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Set<CallSid> find(long business, Collection<CallSid> calls) {
    if (calls.isEmpty()) {
      return Set.of();
    }
    return database.read(
        handle ->
            new HashSet<>(
                entries(handle, business, HANDLED, calls)
                    .mapTo(String.class)
                    .map(CallSid::new)
                    .list()));
  }

  @Override
  public Map<CallSid, Instant> postponed(long business, Collection<CallSid> calls) {
    if (calls.isEmpty()) {
      return Map.of();
    }
    return database.read(
        handle -> {
          var until = new HashMap<CallSid, Instant>();
          entries(handle, business, POSTPONED, calls)
              .map((row, _) -> Map.entry(row.getString("call_sid"), row.getString("detail")))
              .forEach(entry -> until.put(new CallSid(entry.getKey()), until(entry.getValue())));
          return until;
        });
  }

  private static Query entries(
      Handle handle, long business, String kind, Collection<CallSid> calls) {
    return handle
        .createQuery(
            """
            select call_sid, detail from timeline_entries
            where business_id = :business and once in (<sought>)
            """)
        .bind("business", business)
        .bindList("sought", calls.stream().map(call -> kind + call.value()).toList());
  }

  private static Instant until(String detail) {
    try {
      JsonNode change = JSON.readTree(detail).path("changes").path(0);
      return Instant.ofEpochMilli(change.path("after").asLong());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a timeline has a detail that is no JSON", e);
    }
  }

  @Override
  public void add(long business, CallSid call, String actor, Instant at) {
    var detail = new FieldChanges().field("handled", false, true).detail();
    database.writeOnly(
        handle ->
            TimelineTable.add(
                handle, business, call, null, entry(call, HANDLED, detail, actor, at)));
  }

  @Override
  public void postpone(long business, CallSid call, Instant until, String actor, Instant at) {
    var detail = new FieldChanges().field("postponedUntil", null, until.toEpochMilli()).detail();
    database.writeOnly(
        handle -> {
          // Its history says who did it last, and when.
          remove(handle, business, POSTPONED, call);
          TimelineTable.add(
              handle, business, call, null, entry(call, POSTPONED, detail, actor, at));
        });
  }

  private static TimelineEntry.Draft entry(
      CallSid call, String kind, String detail, String actor, Instant at) {
    return new TimelineEntry.Draft(
        TimelineEntry.Kind.CHANGE, at, actor, kind + call.value(), detail);
  }

  @Override
  public void remove(long business, CallSid call) {
    database.writeOnly(handle -> remove(handle, business, HANDLED, call));
  }

  @Override
  public void resume(long business, CallSid call) {
    database.writeOnly(handle -> remove(handle, business, POSTPONED, call));
  }

  private static int remove(Handle handle, long business, String kind, CallSid call) {
    return handle.execute(
        "delete from timeline_entries where business_id = ? and once = ?",
        business,
        kind + call.value());
  }
}
