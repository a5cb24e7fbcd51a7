package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.LeadKnown;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// Leads that are published as they become known.
record WatchedLeads(LeadStore leads, WatchedStores events) implements LeadStore {
  @Override
  public void save(Lead lead) {
    leads.save(lead);
    events.publish(lead.call(), new LeadKnown(lead.state()));
  }

  @Override
  public Optional<Lead> find(CallSid call) {
    return leads.find(call);
  }

  @Override
  public List<Lead> all() {
    return leads.all();
  }

  @Override
  public List<Lead> ofBusiness(long businessId, PagePosition after, int limit) {
    return leads.ofBusiness(businessId, after, limit);
  }

  @Override
  public List<Lead> latestFrom(long businessId, PhoneNumber caller, int limit) {
    return leads.latestFrom(businessId, caller, limit);
  }
}
