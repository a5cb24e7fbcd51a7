package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.calendar.Calendars;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SoundQuota;
import app.kolan.server.directory.SoundSettings;
import app.kolan.server.examination.ExaminationSubjects;
import app.kolan.server.examination.Examinations;
import app.kolan.server.examination.TokenCheck;
import app.kolan.server.examination.TwilioAlerts;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Authenticator;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import app.kolan.server.knowledge.KnowledgeIndexes;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.PrivacyStore;
import app.kolan.server.privacy.Retention;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.usage.UsageReports;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// What the API is made of.
///
/// @param cipher what encrypts answers that are kept for repetitions
public record Api(
    Calls calls,
    Directory directory,
    Access access,
    Log log,
    Notices notices,
    Privacy privacy,
    Examining examining,
    IdempotencyStore idempotency,
    SecretCipher cipher,
    InstantSource clock) {
  /// What is known of calls, and what comes of them.
  ///
  /// @param zone by whose clocks the months of a business begin
  /// @param outbound the calls that businesses place
  /// @param calendars the calendars elsewhere, opened when somebody first asks for them
  /// @param knowledge the indexes of what agents know
  public record Calls(
      Stores stores,
      AudioFiles audioFiles,
      Crm crm,
      CallEvents events,
      CallControls controls,
      UsageReports usage,
      LongFunction<ZoneId> zone,
      OutboundCalls outbound,
      Supplier<Calendars> calendars,
      Campaigns campaigns,
      KnowledgeIndexes knowledge) {}

  /// The businesses, and what they say to callers.
  ///
  /// @param settings as calls ask for them
  public record Directory(
      DirectoryStore store,
      BusinessAdministration administration,
      AccountAdministration accounts,
      BusinessDirectory settings,
      SoundStore sounds,
      BusinessVoice voice) {}

  /// Who may use it.
  public record Access(
      Authenticator authenticator, ApiKeys keys, Users users, SignIn signIn, SelfService self) {}

  /// What was done and looked at.
  public record Log(AuditLog audit, AuditReader reader) {}

  /// Alerts.
  public record Notices(AlertStore store, Alerts alerts) {}

  /// What is done with the data of people.
  public record Privacy(
      PrivacyStore store, Erasures erasures, PersonExport export, Retention retention) {}

  /// Who looks at the way between Twilio and this server, and what Twilio complains of.
  public record Examining(
      Examinations examinations,
      ExaminationSubjects subjects,
      TwilioAlerts alerts,
      TokenCheck accounts) {}

  /// A burst of requests of one key, and how many a second after that.
  private static final int BURST = 200;

  private static final double PER_SECOND = 20;

  /// How many requests may wait for a thread.
  private static final int QUEUE = 48;

  /// Opens it; it takes requests at once.
  ApiRoutes open(Vertx vertx) {
    Contract contract = Contract.shipped();
    var businesses = new Businesses(directory.store());
    var control =
        new AccessControl(access.authenticator(), businesses, access.self().sessions()::isFresh);
    var threads = new RequestThreads("api-", QUEUE);
    CallEvents events = calls.events();
    return new ApiRoutes(
        vertx,
        contract,
        operations(contract, businesses),
        control,
        new Idempotency(idempotency, cipher, clock),
        new EventStreams(vertx, events, control, threads, log.audit(), clock),
        threads,
        new RateLimits(BURST, PER_SECOND, System::nanoTime));
  }

  Map<String, Operation> operations(Contract contract, Businesses businesses) {
    var operations = new HashMap<String, Operation>();
    var requests = new CrmRequests(directory.settings());
    addBusinesses(operations, contract, businesses);
    addPeople(operations);
    addCalls(operations, requests);
    var replays =
        new Replays(
            notices.store(), notices.alerts(), calls.stores().summaries(), log.audit(), clock);
    new AlertResource(
            notices.store(), notices.alerts(), directory.settings(), replays, log.audit(), clock)
        .addTo(operations);
    new SummaryResource(replays).addTo(operations);
    new PrivacyResource(
            privacy.store(),
            privacy.erasures(),
            privacy.export(),
            privacy.retention(),
            requests,
            log.audit(),
            clock)
        .addTo(operations);
    new AuditResource(log.reader(), privacy.store(), requests).addTo(operations);
    return operations;
  }

  private void addBusinesses(
      Map<String, Operation> operations, Contract contract, Businesses businesses) {
    BusinessAdministration administration = directory.administration();
    new BusinessResource(businesses, administration, clock).addTo(operations);
    new NumberResource(businesses, administration, clock).addTo(operations);
    new ExaminationResource(examining, log.audit(), clock).addTo(operations);
    new TwilioAlertsResource(examining.alerts(), calls.stores().calls(), log.audit(), clock)
        .addTo(operations);
    new VersionResource(directory.store(), administration, clock).addTo(operations);
    new SoundResource(
            new SoundSettings(directory.store(), administration),
            directory.sounds(),
            new SoundQuota(directory.store(), directory.sounds()),
            directory.voice(),
            clock)
        .addTo(operations);
    new ServerResource(contract, businesses, access.signIn()).addTo(operations);
    new AccountResource(directory.accounts(), examining.accounts(), log.audit(), clock)
        .addTo(operations);
  }

  private void addPeople(Map<String, Operation> operations) {
    new UserResource(access.users(), access.self().mails()).addTo(operations);
    new SecondFactorResource(access.users(), access.self()).addTo(operations);
    new PasskeyResource(access.users(), access.self()).addTo(operations);
    new PasswordResource(access.self()).addTo(operations);
    new UserTelephoneResource(access.users()).addTo(operations);
    new KeyResource(access.keys()).addTo(operations);
  }

  private void addCalls(Map<String, Operation> operations, CrmRequests requests) {
    AuditLog audit = log.audit();
    Stores stores = calls.stores();
    Crm crm = calls.crm();
    var played = new PlayedCalls(stores.calls(), access.users());
    new CallResource(stores, calls.audioFiles(), played, calls.usage(), audit, clock)
        .addTo(operations);
    new CallControlResource(calls.controls(), audit, clock).addTo(operations);
    new UsageResource(calls.usage(), calls.zone(), clock).addTo(operations);
    new ContactResource(crm.stores().contacts(), stores.calls(), requests, audit, clock)
        .addTo(operations);
    new LeadResource(crm, stores.callSummaries(), requests, access.users(), audit, clock)
        .addTo(operations);
    new PromiseResource(crm.stores(), requests, audit, clock).addTo(operations);
    new AppointmentResource(crm.stores().appointments(), requests, audit, clock).addTo(operations);
    new CalendarFeedResource(crm.stores().calendarFeeds(), requests, audit, clock)
        .addTo(operations);
    new CalendarLinkResource(
            crm.stores().calendarLinks(), calls.calendars(), requests, audit, clock)
        .addTo(operations);
    new WaitingListResource(
            crm.stores().waitingList(), crm.stores().appointments(), requests, audit, clock)
        .addTo(operations);
    new KnowledgeResource(stores.knowledge(), calls.knowledge(), audit, clock).addTo(operations);
    new OutgoingCallResource(
            calls.outbound(),
            stores.calls(),
            stores.recordings(),
            calls.audioFiles(),
            crm.stores(),
            requests,
            audit,
            clock)
        .addTo(operations);
    new CampaignResource(calls.campaigns(), audit, clock).addTo(operations);
    new SearchResource(crm.stores().search(), audit, clock).addTo(operations);
  }
}
