package app.kolan.server.store.sql;

import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.FollowUpStore;
import app.kolan.server.store.LeadWorkStore;

/// The stores of what comes of calls.
record SqlCrmStores(ContactStore contacts, LeadWorkStore leads, FollowUpStore followUps)
    implements CrmStores {
  SqlCrmStores(SqlDatabase database) {
    this(
        new SqlContactStore(database),
        new SqlLeadWorkStore(database),
        new SqlFollowUpStore(database));
  }
}
