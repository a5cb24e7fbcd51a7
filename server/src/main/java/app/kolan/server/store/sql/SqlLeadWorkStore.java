package app.kolan.server.store.sql;

import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWorkStore;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The work on leads.
final class SqlLeadWorkStore implements LeadWorkStore {
  private final SqlDatabase database;
  private final SearchIndex index;

  SqlLeadWorkStore(SqlDatabase database) {
    this.database = database;
    index = new SearchIndex(database.trigramIndex());
  }

  @Override
  public Optional<WorkedLead> find(long business, CallSid call) {
    return database.read(handle -> LeadWorkTable.find(handle, business, call));
  }

  @Override
  public Map<CallSid, WorkedLead> find(long business, Collection<CallSid> calls) {
    return database.read(handle -> LeadWorkTable.find(handle, business, calls));
  }

  @Override
  public List<WorkedLead> find(LeadQuery query) {
    return database.read(handle -> LeadWorkTable.find(handle, query));
  }

  @Override
  public WorkedLead update(
      long business, CallSid call, LeadWork before, LeadWork work, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          database.serialize(handle, call);
          WorkedLead found = require(handle, business, call);
          LeadWork was = found.work();
          if (mayBeDone && was.revision() == before.revision() + 1 && isAt(was, at)) {
            return found;
          }
          if (was.revision() != before.revision()
              || !Objects.equals(was.contact(), before.contact())) {
            throw new CrmConflict(Kind.CHANGED, "The lead was changed meanwhile; read it again.");
          }
          if (work.contact() != null && !work.contact().equals(was.contact())) {
            SqlContactStore.requireUnmerged(
                SqlContactStore.require(handle, business, work.contact()));
          }
          FieldChanges changes = changes(was, work);
          if (changes.isEmpty()) {
            return found;
          }
          LeadWorkTable.set(handle, call, work, at);
          TimelineTable.add(
              handle,
              business,
              call,
              null,
              new TimelineEntry.Draft(
                  TimelineEntry.Kind.CHANGE, at, actor, null, changes.detail()));
          UnwantedLeads.settle(handle, index, found, work, actor, at);
          PendingCallTable.touch(handle, call, true);
          return require(handle, business, call);
        });
  }

  private static boolean isAt(LeadWork work, Instant at) {
    return work.changedAt() != null && work.changedAt().toEpochMilli() == at.toEpochMilli();
  }

  private static FieldChanges changes(LeadWork was, LeadWork work) {
    var changes =
        new FieldChanges()
            .field("state", was.state(), work.state())
            .field("reason", was.reason(), work.reason())
            .field("contact", was.contact(), work.contact())
            .field("assignee", was.assignee(), work.assignee())
            .field("priority", was.priority(), work.priority())
            .field("dueAt", millis(was.dueAt()), millis(work.dueAt()));
    var names = new TreeSet<>(was.fields().keySet());
    names.addAll(work.fields().keySet());
    for (String name : names) {
      changes.field("fields." + name, was.fields().get(name), work.fields().get(name));
    }
    return changes;
  }

  private static @org.jspecify.annotations.Nullable Instant millis(
      @org.jspecify.annotations.Nullable Instant at) {
    return at == null ? null : Instant.ofEpochMilli(at.toEpochMilli());
  }

  private static WorkedLead require(Handle handle, long business, CallSid call) {
    return LeadWorkTable.find(handle, business, call)
        .orElseThrow(() -> new CrmConflict(Kind.UNKNOWN, "There is no such lead."));
  }

  @Override
  public TimelineEntry addNote(long business, CallSid call, String text, String actor, Instant at) {
    String once = "note:" + UUID.randomUUID();
    return database.write(
        handle -> {
          require(handle, business, call);
          var note =
              new TimelineEntry.Draft(
                  TimelineEntry.Kind.NOTE, at, actor, once, TimelineEntry.noteOf(text));
          TimelineTable.add(handle, business, call, null, note);
          PendingCallTable.touch(handle, call, true);
          return TimelineTable.find(handle, business, once);
        });
  }

  @Override
  public boolean addToTimeline(long business, CallSid call, TimelineEntry.Draft entry) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Objects.requireNonNull(require(handle, business, call));
          return TimelineTable.add(handle, business, call, null, entry) || mayBeDone;
        });
  }

  @Override
  public List<TimelineEntry> timeline(long business, CallSid call, PagePosition after, int limit) {
    return database.read(handle -> TimelineTable.ofCall(handle, business, call, after, limit));
  }
}
