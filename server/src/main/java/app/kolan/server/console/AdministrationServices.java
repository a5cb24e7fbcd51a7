package app.kolan.server.console;

import app.kolan.server.api.Api;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.business.Business;
import app.kolan.server.calendar.Calendars;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.OwnDocument;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.push.PushDevices;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.server.usage.UsageReports;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the pages use by which a business and a server are run.
///
/// @param shares what a business has used of its limits in this month
/// @param isFailing whether a provider fails at the moment; the job is as in metrics, such as `tts`
/// @param calendars elsewhere, which are opened when they are asked for
/// @param own the business of the server's own settings
/// @param ownNumbers its numbers; empty when they are not said
public record AdministrationServices(
    UsageReports usage,
    AlertStore alertStore,
    Alerts alerts,
    PushDevices devices,
    ApiKeys keys,
    AuditReader audit,
    Api.Privacy privacy,
    BusinessAdministration businesses,
    AccountAdministration accounts,
    Function<Business, List<MonthlyUsage.Share>> shares,
    BiPredicate<String, ProviderSettings> isFailing,
    Supplier<Calendars> calendars,
    OwnDocument own,
    List<PhoneNumber> ownNumbers) {
  public AdministrationServices {
    ownNumbers = List.copyOf(ownNumbers);
  }
}
