package app.kolan.server.store.sql;

import app.kolan.server.store.FollowUpStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The calls to follow up.
final class SqlFollowUpStore implements FollowUpStore {
  private final SqlDatabase database;
  private final SearchIndex index;

  SqlFollowUpStore(SqlDatabase database) {
    this.database = database;
    index = new SearchIndex(database.trigramIndex());
  }

  @Override
  public List<Pending> ready(Instant now, int limit) {
    return database.read(handle -> PendingCallTable.ready(handle, now, limit));
  }

  @Override
  public Optional<WorkedLead> follow(CallSid call, Instant at) {
    return database.write(
        handle -> {
          database.serialize(handle, call);
          Optional<WorkedLead> lead = LeadFollowUp.follow(handle, call, at);
          index(handle, call, lead);
          AfterCallTable.note(handle, call, at);
          return lead;
        });
  }

  private void index(Handle handle, CallSid call, Optional<WorkedLead> lead) {
    CallTable.find(handle, call)
        .map(LoggedCall::businessId)
        .or(() -> lead.map(known -> known.lead().businessId()))
        .ifPresent(business -> index.put(handle, business, SearchHit.Kind.CALL, call.value()));
    lead.map(known -> known.work().contact())
        .ifPresent(
            contact -> index.putContact(handle, lead.orElseThrow().lead().businessId(), contact));
  }

  @Override
  public void done(Pending call) {
    database.writeOnly(handle -> PendingCallTable.delete(handle, call));
  }
}
