package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.LeadChanged;
import app.kolan.server.store.FollowUpStore;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Follow-ups that are published, of calls that have arrived in this run of the server: their leads
/// have a contact then.
record WatchedFollowUps(FollowUpStore followUps, WatchedStores events) implements FollowUpStore {
  @Override
  public List<Pending> ready(Instant now, int limit) {
    return followUps.ready(now, limit);
  }

  @Override
  public Optional<WorkedLead> follow(CallSid call, Instant at) {
    Optional<WorkedLead> lead = followUps.follow(call, at);
    lead.map(WorkedLead::work).ifPresent(work -> events.publish(call, changed(work)));
    return lead;
  }

  private static LeadChanged changed(LeadWork work) {
    return new LeadChanged(work.state(), work.contact(), work.revision());
  }

  @Override
  public void done(Pending call) {
    followUps.done(call);
  }
}
