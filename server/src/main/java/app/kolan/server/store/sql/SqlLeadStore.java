package app.kolan.server.store.sql;

import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The leads.
final class SqlLeadStore implements LeadStore {
  private final SqlDatabase database;

  SqlLeadStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void save(Lead lead) {
    database.writeOnly(handle -> LeadTable.save(handle, lead));
  }

  @Override
  public Optional<Lead> find(CallSid call) {
    return database.read(handle -> LeadTable.find(handle, call));
  }

  @Override
  public List<Lead> all() {
    return database.read(LeadTable::all);
  }

  @Override
  public List<Lead> ofBusiness(long businessId, PagePosition after, int limit) {
    return database.read(handle -> LeadTable.ofBusiness(handle, businessId, after, limit));
  }

  @Override
  public List<Lead> latestFrom(long businessId, PhoneNumber caller, int limit) {
    return database.read(handle -> LeadTable.latestFrom(handle, businessId, caller, limit));
  }
}
