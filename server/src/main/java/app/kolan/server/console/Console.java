package app.kolan.server.console;

import app.kolan.server.api.Api;
import app.kolan.server.api.BusinessVoice;
import app.kolan.server.api.Businesses;
import app.kolan.server.api.PlayedCalls;
import app.kolan.server.api.Replays;
import app.kolan.server.api.SelfService;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.console.http.CallAudioSockets;
import app.kolan.server.console.http.ConsoleRoutes;
import app.kolan.server.console.http.EventStream;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.Site;
import app.kolan.server.console.page.AccountPages;
import app.kolan.server.console.page.AccountRows;
import app.kolan.server.console.page.AgencyPages;
import app.kolan.server.console.page.AlertPages;
import app.kolan.server.console.page.AppPages;
import app.kolan.server.console.page.AppointmentLinkPages;
import app.kolan.server.console.page.AppointmentPage;
import app.kolan.server.console.page.AppointmentPages;
import app.kolan.server.console.page.AuditPage;
import app.kolan.server.console.page.BulkLeads;
import app.kolan.server.console.page.BulkPages;
import app.kolan.server.console.page.BusinessHealth;
import app.kolan.server.console.page.BusinessPages;
import app.kolan.server.console.page.CalendarFeedPages;
import app.kolan.server.console.page.CalendarLinkPages;
import app.kolan.server.console.page.CallAlertPages;
import app.kolan.server.console.page.CallBackPages;
import app.kolan.server.console.page.CallPage;
import app.kolan.server.console.page.CallPages;
import app.kolan.server.console.page.CallTextPages;
import app.kolan.server.console.page.CampaignPages;
import app.kolan.server.console.page.ConsentPages;
import app.kolan.server.console.page.ContactImportPages;
import app.kolan.server.console.page.DevicePages;
import app.kolan.server.console.page.ExaminationPages;
import app.kolan.server.console.page.FigurePages;
import app.kolan.server.console.page.Home;
import app.kolan.server.console.page.KeyPages;
import app.kolan.server.console.page.KnowledgePages;
import app.kolan.server.console.page.LeadPages;
import app.kolan.server.console.page.LiveCallPages;
import app.kolan.server.console.page.LivePage;
import app.kolan.server.console.page.Navigation;
import app.kolan.server.console.page.NumberOwnerPages;
import app.kolan.server.console.page.NumberPages;
import app.kolan.server.console.page.OnboardingSteps;
import app.kolan.server.console.page.OutgoingCallPages;
import app.kolan.server.console.page.OwnPasswordPages;
import app.kolan.server.console.page.PageAudit;
import app.kolan.server.console.page.PasskeyPages;
import app.kolan.server.console.page.PasswordPages;
import app.kolan.server.console.page.PeoplePages;
import app.kolan.server.console.page.PrivacyPages;
import app.kolan.server.console.page.ProviderCalls;
import app.kolan.server.console.page.ProviderPages;
import app.kolan.server.console.page.RegistryPages;
import app.kolan.server.console.page.RelatedOutgoingCalls;
import app.kolan.server.console.page.ReplayPages;
import app.kolan.server.console.page.SecondFactorPages;
import app.kolan.server.console.page.SettingsAccess;
import app.kolan.server.console.page.SettingsPages;
import app.kolan.server.console.page.SignInPages;
import app.kolan.server.console.page.SoundPages;
import app.kolan.server.console.page.SpokenTexts;
import app.kolan.server.console.page.StoryRuns;
import app.kolan.server.console.page.TakeOverPages;
import app.kolan.server.console.page.TeamPages;
import app.kolan.server.console.page.TodayPage;
import app.kolan.server.console.page.TriedSettings;
import app.kolan.server.console.page.TryPages;
import app.kolan.server.console.page.UserPages;
import app.kolan.server.console.page.UserTelephone;
import app.kolan.server.console.page.UserTelephonePages;
import app.kolan.server.console.page.VersionPages;
import app.kolan.server.console.page.ViewPages;
import app.kolan.server.console.page.WaitingLinkPages;
import app.kolan.server.console.page.Waveforms;
import app.kolan.server.console.page.WordPages;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SoundQuota;
import app.kolan.server.figures.FigureReports;
import app.kolan.server.identity.FirstUser;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import app.kolan.server.knowledge.KnowledgeIndexes;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.RegistryImports;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.stories.StoryPlayer;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.testcall.TestCalls;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// What the console is made of. It uses the features as the API does, and asks for the same
/// permissions.
///
/// @param knowledge the indexes of what agents know
/// @param settings of the businesses, as calls ask for them
/// @param testCalls opened when somebody first asks for them
/// @param stories plays stories of callers against drafts of settings
/// @param rejected the latest requests of Twilio's, or in its name, that were refused
/// @param examining who looks at the way between Twilio and this server
public record Console(
    Stores stores,
    AudioFiles audioFiles,
    DirectoryStore directory,
    Users users,
    SignIn signIn,
    FirstUser firstUser,
    SelfService self,
    AuditLog audit,
    Crm crm,
    KnowledgeIndexes knowledge,
    OutboundCalls outbound,
    Campaigns campaigns,
    RegistryImports registries,
    BusinessDirectory settings,
    CallEvents events,
    CallControls controls,
    AdministrationServices administration,
    SoundStore sounds,
    BusinessVoice voice,
    Supplier<TestCalls> testCalls,
    StoryPlayer stories,
    Supplier<List<Rejection>> rejected,
    Api.Examining examining,
    InstantSource clock) {
  /// How many requests may wait for a thread.
  private static final int QUEUE = 60;

  /// Opens it; it takes requests at once.
  ConsoleRoutes open(Vertx vertx) {
    OnboardingSteps steps = onboarding();
    Site site =
        Site.of(new Businesses(directory), settings, Navigation.ITEMS, steps::leading, clock);
    RequestThreads threads = threads();
    return new ConsoleRoutes(vertx, site, routes(vertx, threads, steps), self.sessions(), threads);
  }

  /// Those on which pages are made.
  public static RequestThreads threads() {
    return new RequestThreads("console-", QUEUE);
  }

  private OnboardingSteps onboarding() {
    return new OnboardingSteps(
        new SettingsAccess(directory, administration.businesses()),
        administration.devices(),
        stores.calls(),
        administration.audit());
  }

  /// All pages. One that is added here has its line in the table of `ConsoleAccessTest`.
  public Routes routes(Vertx vertx, RequestThreads threads) {
    return routes(vertx, threads, onboarding());
  }

  private Routes routes(Vertx vertx, RequestThreads threads, OnboardingSteps steps) {
    var routes = new Routes();
    new SignInPages(signIn, self).addTo(routes);
    new PasskeyPages(self, users).addTo(routes);
    new UserTelephonePages(users, self.sessions()).addTo(routes);
    new SecondFactorPages(self, users).addTo(routes);
    new PasswordPages(self, firstUser, signIn).addTo(routes);
    new OwnPasswordPages(self).addTo(routes);
    new AppPages().addTo(routes);
    new Home(stores.calls()).addTo(routes);
    var notes = new PageAudit(audit);
    var callsBack = new RelatedOutgoingCalls(outbound.store(), stores.recordings());
    var leads = new LeadPages(crm, users, callsBack, notes);
    var streams = new EventStream(vertx, events, self.sessions(), threads);
    var appointments = new AppointmentPages(crm.stores(), events, streams, notes);
    new TodayPage(stores, leads, appointments, settings, campaigns.store(), notes).addTo(routes);
    new CallPages(stores, notes).addTo(routes);
    var played = new PlayedCalls(stores.calls(), users);
    new CallPage(stores, callsBack, audioFiles, new Waveforms(audioFiles), played, notes)
        .addTo(routes);
    new CallTextPages(stores, notes).addTo(routes);
    new CallAlertPages(stores, examining.alerts(), notes).addTo(routes);
    leads.addTo(routes);
    new ViewPages(stores.crm().savedViews()).addTo(routes);
    new BulkPages(stores, new BulkLeads(crm, users, notes), administration.privacy(), notes)
        .addTo(routes);
    new CallBackPages(outbound, stores, callsBack, audioFiles, notes).addTo(routes);
    new OutgoingCallPages(outbound, stores, callsBack, notes).addTo(routes);
    new CampaignPages(campaigns, notes).addTo(routes);
    new RegistryPages(registries, notes).addTo(routes);
    new PeoplePages(stores, leads, users, callsBack, notes).addTo(routes);
    new ConsentPages(stores.crm().contacts(), stores.calls(), notes).addTo(routes);
    new ContactImportPages(stores.crm().contacts(), notes).addTo(routes);
    var access = new SettingsAccess(directory, administration.businesses());
    var calls = new ProviderCalls();
    var spoken = new SpokenTexts(voice, new TriedSettings(access), calls);
    var soundPages =
        new SoundPages(access, sounds, new SoundQuota(directory, sounds), voice, spoken);
    new SettingsPages(access, soundPages).addTo(routes);
    new VersionPages(access, new StoryRuns(access, stories), users).addTo(routes);
    soundPages.addTo(routes);
    new WordPages(spoken).addTo(routes);
    new KnowledgePages(stores.knowledge(), knowledge, notes).addTo(routes);
    var numbers = new NumberPages(rejected, examining);
    numbers.addTo(routes);
    new BusinessPages(administration.businesses(), administration.accounts().accounts())
        .addTo(routes);
    new NumberOwnerPages(numbers, administration.businesses()).addTo(routes);
    new ExaminationPages(numbers, examining, notes).addTo(routes);
    new ProviderPages(access, administration.usage(), administration.isFailing(), calls, notes)
        .addTo(routes);
    appointments.addTo(routes);
    new CalendarFeedPages(crm.stores(), users, administration.keys(), notes).addTo(routes);
    new CalendarLinkPages(crm.stores().calendarLinks(), administration.calendars(), calls, notes)
        .addTo(routes);
    new AppointmentLinkPages(crm.stores().appointments()).addTo(routes);
    new WaitingLinkPages(crm.stores()).addTo(routes);
    new AppointmentPage(crm.stores(), users, notes).addTo(routes);
    var telephone = new UserTelephone(users, outbound);
    new LivePage(stores, events, streams, controls, telephone, notes).addTo(routes);
    var audio = new CallAudioSockets(vertx, self.sessions(), threads);
    new LiveCallPages(stores, controls, audio, telephone, notes).addTo(routes);
    new TryPages(new TriedSettings(access), testCalls, streams, calls, notes).addTo(routes);
    addAdministration(routes, notes, steps);
    return routes;
  }

  private BusinessHealth health() {
    return new BusinessHealth(settings, administration.shares(), administration.isFailing());
  }

  private void addAdministration(Routes routes, PageAudit notes, OnboardingSteps steps) {
    new FigurePages(new FigureReports(stores.figures(), administration.usage())).addTo(routes);
    new TeamPages(users, self.mails()).addTo(routes);
    new UserPages(users, self.mails()).addTo(routes);
    new KeyPages(administration.keys(), users).addTo(routes);
    new AuditPage(administration.audit(), users, administration.privacy().store()).addTo(routes);
    new PrivacyPages(administration.privacy(), stores.crm().contacts(), users, notes).addTo(routes);
    new AgencyPages(
            stores.figures(),
            users,
            administration.businesses(),
            steps,
            health(),
            campaigns.store(),
            administration.ownNumbers())
        .addTo(routes);
    new AccountPages(
            administration.accounts(),
            new AccountRows(administration.accounts(), administration.ownNumbers()),
            examining.accounts(),
            notes)
        .addTo(routes);
    new TakeOverPages(
            administration.businesses(), administration.own(), administration.ownNumbers())
        .addTo(routes);
    var devices = new DevicePages(administration.devices(), administration.alerts());
    devices.addTo(routes);
    new AlertPages(administration.alertStore(), administration.alerts(), devices, notes)
        .addTo(routes);
    new ReplayPages(
            new Replays(
                administration.alertStore(),
                administration.alerts(),
                stores.summaries(),
                audit,
                clock))
        .addTo(routes);
  }
}
