package app.kolan.server.bootstrap;

import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.outbound.sql.SqlDoNotCallStore;
import app.kolan.server.usage.MonthlyLimits;
import java.time.InstantSource;
import java.util.List;

/// Starts the calls that businesses place, on the part of the database that calls coming in do not
/// need.
final class OutboundServices {
  private OutboundServices() {}

  static OutboundCalls start(
      Config config, Infrastructure foundations, MonthlyLimits months, InstantSource clock) {
    return OutboundCalls.start(
        new OutboundCalls.Parts(
            new SqlCallOrderStore(foundations.limited()),
            new SqlDoNotCallStore(foundations.limited()),
            foundations.stores().crm(),
            foundations.stores().calls(),
            foundations.directory(),
            business ->
                foundations
                    .directories()
                    .store()
                    .find(business)
                    .map(BusinessRecord::numbers)
                    .orElse(List.of()),
            foundations.clients()::client,
            months,
            new SqlAuditLog(foundations.limited()),
            config.publicUrl(),
            foundations.limited().isShared()),
        clock);
  }
}
