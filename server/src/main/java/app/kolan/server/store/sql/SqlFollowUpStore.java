package app.kolan.server.store.sql;

import app.kolan.server.store.FollowUpStore;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The calls to follow up.
final class SqlFollowUpStore implements FollowUpStore {
  private final SqlDatabase database;

  SqlFollowUpStore(SqlDatabase database) {
    this.database = database;
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
          return LeadFollowUp.follow(handle, call, at);
        });
  }

  @Override
  public void done(Pending call) {
    database.writeOnly(handle -> PendingCallTable.delete(handle, call));
  }
}
