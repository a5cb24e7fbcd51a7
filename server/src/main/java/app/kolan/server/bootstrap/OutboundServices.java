package app.kolan.server.bootstrap;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.notify.ReminderCalls;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.AnnouncementCall;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.RegistryImports;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.outbound.sql.SqlDoNotCallStore;
import app.kolan.server.outbound.sql.SqlRegistryStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.tool.DoNotCallRequests;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Starts the calls that businesses place, on the part of the database that calls coming in do not
/// need.
final class OutboundServices {
  private OutboundServices() {}

  /// No reminder comes later than this before an appointment begins.
  private static final Duration LAST_REMINDER = Duration.ofMinutes(30);

  /// Reminders of appointments by calls.
  static ReminderCalls reminders(OutboundCalls outbound) {
    return (appointment, cause, words, now) -> {
      PhoneNumber number = appointment.number();
      Instant last = appointment.time().startsAt().minus(LAST_REMINDER);
      if (number == null || !last.isAfter(now)) {
        return false;
      }
      OutboundCalls.Ordered ordered =
          outbound.announce(
              new AnnouncementCall(
                  appointment.businessId(),
                  cause,
                  CallPurpose.SERVICE,
                  number,
                  appointment.name(),
                  appointment.call(),
                  new Announcement(words, appointment.id()),
                  new AuditActor(Contact.BY_KOLAN, null),
                  last));
      return !(ordered instanceof OutboundCalls.Ordered.Refused);
    };
  }

  /// What callers say who do not want to be called again.
  static DoNotCallRequests wishes(Infrastructure foundations, InstantSource clock) {
    return (call, number) -> {
      Instant now = clock.instant();
      long business = call.business().id();
      var entry =
          new AuditEntry(
              now,
              Contact.BY_KOLAN,
              "do-not-call.add",
              business,
              call.sid().value(),
              "{\"source\":\"PERSON\",\"numbers\":1}",
              null);
      var store = new SqlDoNotCallStore(audited(foundations));
      boolean _ =
          AuditedChange.make(
              _ -> entry,
              () -> {
                store.add(business, List.of(number), Source.PERSON, Contact.BY_KOLAN, now);
                return true;
              });
    };
  }

  /// The registries that businesses read in.
  static RegistryImports registries(Infrastructure foundations, InstantSource clock) {
    return new RegistryImports(new SqlRegistryStore(audited(foundations)), clock);
  }

  /// What changes leave an entry of in the audit log, in their own transactions.
  static SqlDatabase audited(Infrastructure foundations) {
    return new AuditedDatabase(foundations.limited());
  }

  static OutboundCalls start(
      Config config, Infrastructure foundations, MonthlyLimits months, InstantSource clock) {
    return OutboundCalls.start(
        new OutboundCalls.Parts(
            new SqlCallOrderStore(audited(foundations)),
            new SqlDoNotCallStore(audited(foundations)),
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
            foundations.stores().recordings(),
            foundations.jobs()::fetchRecording,
            config.publicUrl(),
            foundations.limited().isShared()),
        clock);
  }
}
