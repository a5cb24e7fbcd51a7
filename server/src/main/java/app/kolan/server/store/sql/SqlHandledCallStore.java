package app.kolan.server.store.sql;

import app.kolan.server.store.HandledCallStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Entries of the timeline by which calls are dealt with.
final class SqlHandledCallStore implements HandledCallStore {
  private static final String ONCE = "handled:";

  private final SqlDatabase database;

  SqlHandledCallStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Set<CallSid> find(long business, Collection<CallSid> calls) {
    if (calls.isEmpty()) {
      return Set.of();
    }
    List<String> sought = calls.stream().map(SqlHandledCallStore::once).toList();
    return database.read(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(
                        """
                        select call_sid from timeline_entries
                        where business_id = :business and once in (<sought>)
                        """)
                    .bind("business", business)
                    .bindList("sought", sought)
                    .mapTo(String.class)
                    .map(CallSid::new)
                    .list()));
  }

  @Override
  public void add(long business, CallSid call, String actor, Instant at) {
    var detail = new FieldChanges().field("handled", false, true).detail();
    var entry = new TimelineEntry.Draft(TimelineEntry.Kind.CHANGE, at, actor, once(call), detail);
    database.writeOnly(handle -> TimelineTable.add(handle, business, call, null, entry));
  }

  @Override
  public void remove(long business, CallSid call) {
    database.writeOnly(
        handle ->
            handle.execute(
                "delete from timeline_entries where business_id = ? and once = ?",
                business,
                once(call)));
  }

  private static String once(CallSid call) {
    return ONCE + call.value();
  }
}
