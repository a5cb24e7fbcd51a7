package app.kolan.server.bootstrap;

import app.kolan.server.api.Api;
import app.kolan.server.api.DeferredApi;
import app.kolan.server.api.SelfService;
import app.kolan.server.api.sql.SqlIdempotencyStore;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.console.AdministrationServices;
import app.kolan.server.console.Console;
import app.kolan.server.console.ConsoleSettings;
import app.kolan.server.console.DeferredConsole;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.OwnDocument;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.examination.sql.SqlExaminationStore;
import app.kolan.server.identity.FirstUser;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.provider.SharedCircuitBreakers;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.testcall.TestCalls;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.server.usage.UsageReports;
import app.kolan.server.web.PublicConsole;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The API and the console, and who may use them. On the part of the database that calls do not
/// need.
///
/// @param parts of the console
/// @param console null when it is switched off
record ApiServices(
    IdentityServices identity,
    PasswordMails passwordMails,
    DeferredApi api,
    FirstUser firstUser,
    Console parts,
    @Nullable DeferredConsole console,
    ExaminationServices examinations)
    implements AutoCloseable {

  static ApiServices open(
      Config config,
      Infrastructure foundations,
      Vertx vertx,
      Crm crm,
      UsageReports usage,
      RenderedSounds sounds,
      AlertServices alerts,
      OutboundCalls outbound,
      Campaigns campaigns,
      CalendarServices calendars,
      Api.Privacy privacy,
      CallControls controls,
      CallEvents events,
      Supplier<TestCalls> testCalls,
      Supplier<List<Rejection>> rejected,
      SharedCircuitBreakers breakers,
      MonthlyUsage monthlyUsage,
      InstantSource clock) {
    SecretCipher cipher = DirectoryServices.cipher(config);
    IdentityServices identity =
        IdentityServices.open(
            foundations.limited(), new CipherSealer(cipher), config.get(PasswordCost.GROUP), clock);
    PasswordMails passwordMails = PasswordMails.open(config, vertx, identity, clock);
    PublicUrl publicUrl = config.publicUrl();
    var self =
        new SelfService(
            identity.sessions(),
            identity.secondFactors(),
            identity.passkeys(),
            identity.passwordChoice(),
            passwordMails.reset(),
            publicUrl == null ? null : RelyingParty.of(publicUrl));
    DirectoryServices directories = foundations.directories();
    var stores = new SqlStores(foundations.limited());
    foundations.jobs().watch(stores.summaries());
    ExaminationServices examinations =
        ExaminationServices.open(
            config,
            directories.store(),
            foundations.directory(),
            stores.calls(),
            () -> new SqlExaminationStore(foundations.limited(), cipher),
            clock);
    var examining =
        new Api.Examining(
            examinations.examinations(),
            examinations.subjects(),
            examinations.alerts(),
            examinations.accounts());
    var api =
        new Api(
            new Api.Calls(
                stores,
                foundations.audioFiles(),
                crm,
                events,
                controls,
                usage,
                business -> zone(config, foundations, business),
                outbound,
                calendars::opened,
                campaigns,
                foundations.knowledge()),
            new Api.Directory(
                directories.store(),
                directories.administration(),
                directories.accountAdministration(),
                foundations.directory(),
                foundations.sounds(),
                sounds),
            new Api.Access(
                identity.authenticator(),
                identity.keys(),
                identity.users(),
                identity.signIn(),
                self),
            new Api.Log(identity.auditLog(), identity.auditReader()),
            new Api.Notices(alerts.store(), alerts.alerts()),
            privacy,
            examining,
            new SqlIdempotencyStore(foundations.limited()),
            cipher,
            clock);
    var firstUser = new FirstUser(identity.users());
    var console =
        new Console(
            stores,
            foundations.audioFiles(),
            directories.store(),
            identity.users(),
            identity.signIn(),
            firstUser,
            self,
            identity.auditLog(),
            crm,
            foundations.knowledge(),
            outbound,
            campaigns,
            OutboundServices.registries(foundations, clock),
            foundations.directory(),
            events,
            controls,
            new AdministrationServices(
                usage,
                alerts.store(),
                alerts.alerts(),
                alerts.devices(),
                identity.keys(),
                identity.auditReader(),
                privacy,
                directories.administration(),
                directories.accountAdministration(),
                monthlyUsage::shares,
                breakers::isOpen,
                calendars::opened,
                config.get(OwnDocument.GROUP),
                config.get(DirectorySettings.GROUP).numbers()),
            foundations.sounds(),
            sounds,
            testCalls,
            new TextStoryPlayer(
                sounds.prompts(), config.replyTiming(), foundations::knowledgeToTry, clock),
            rejected,
            examining,
            clock);
    return new ApiServices(
        identity,
        passwordMails,
        new DeferredApi(vertx, api),
        firstUser,
        console,
        config.get(ConsoleSettings.GROUP).enabled() ? new DeferredConsole(vertx, console) : null,
        examinations);
  }

  /// By whose clocks the months of a business begin: its own, and those of the server's own
  /// settings for one that has none yet.
  private static ZoneId zone(Config config, Infrastructure foundations, long business) {
    return foundations
        .directory()
        .current(business)
        .map(settings -> settings.business().locale().zone())
        .orElseGet(() -> config.business().locale().zone());
  }

  /// What answers below `/console`.
  PublicConsole pages() {
    return console == null ? PublicConsole.NONE : console;
  }

  @Override
  public void close() {
    if (console != null) {
      console.close();
    }
    api.close();
    examinations.close();
    passwordMails.close();
    identity.close();
  }
}
