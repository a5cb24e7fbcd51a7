package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.LeadChanged;
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
import java.util.Optional;

/// Leads whose changes are published.
record WatchedLeadWork(LeadWorkStore leads, WatchedStores events) implements LeadWorkStore {
  @Override
  public WorkedLead update(
      long business, CallSid call, LeadWork before, LeadWork work, String actor, Instant at) {
    WorkedLead changed = leads.update(business, call, before, work, actor, at);
    LeadWork now = changed.work();
    if (now.revision() != before.revision()) {
      events.publish(business, call, new LeadChanged(now.state(), now.contact(), now.revision()));
    }
    return changed;
  }

  @Override
  public Optional<WorkedLead> find(long business, CallSid call) {
    return leads.find(business, call);
  }

  @Override
  public Map<CallSid, WorkedLead> find(long business, Collection<CallSid> calls) {
    return leads.find(business, calls);
  }

  @Override
  public List<WorkedLead> find(LeadQuery query) {
    return leads.find(query);
  }

  @Override
  public TimelineEntry addNote(long business, CallSid call, String text, String actor, Instant at) {
    return leads.addNote(business, call, text, actor, at);
  }

  @Override
  public boolean addToTimeline(long business, CallSid call, TimelineEntry.Draft entry) {
    return leads.addToTimeline(business, call, entry);
  }

  @Override
  public List<TimelineEntry> timeline(long business, CallSid call, PagePosition after, int limit) {
    return leads.timeline(business, call, after, limit);
  }
}
