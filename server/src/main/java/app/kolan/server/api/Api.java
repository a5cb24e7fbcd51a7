package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SoundSettings;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Authenticator;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.PrivacyStore;
import app.kolan.server.privacy.Retention;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.usage.UsageReports;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/// What the API is made of.
///
/// @param settings of the businesses, as calls ask for them
/// @param zone by whose clocks the months of a business begin
/// @param directoryChanged is called after a change of accounts, so that calls know it at once
public record Api(
    Stores stores,
    AudioFiles audioFiles,
    IdempotencyStore idempotency,
    SecretCipher cipher,
    DirectoryStore directory,
    AccountStore accounts,
    BusinessAdministration administration,
    Runnable directoryChanged,
    Authenticator authenticator,
    ApiKeys keys,
    Users users,
    SignIn signIn,
    SelfService self,
    AuditLog audit,
    AuditReader auditReader,
    Crm crm,
    BusinessDirectory settings,
    CallEvents events,
    UsageReports usage,
    LongFunction<ZoneId> zone,
    SoundStore sounds,
    BusinessVoice voice,
    AlertStore alertStore,
    Alerts alerts,
    Privacy privacy,
    InstantSource clock) {
  /// What is done with the data of people.
  public record Privacy(
      PrivacyStore store, Erasures erasures, PersonExport export, Retention retention) {}

  /// A burst of requests of one key, and how many a second after that.
  private static final int BURST = 200;

  private static final double PER_SECOND = 20;

  /// Opens it; it takes requests at once.
  ApiRoutes open(Vertx vertx) {
    Contract contract = Contract.load();
    var businesses = new Businesses(directory);
    var access = new AccessControl(authenticator, businesses, self.sessions()::isFresh);
    var threads = new ApiThreads();
    return new ApiRoutes(
        vertx,
        contract,
        operations(contract, businesses),
        access,
        new Idempotency(idempotency, cipher, clock),
        new EventStreams(vertx, events, new EventJson(events), access, threads, audit, clock),
        threads,
        new RateLimits(BURST, PER_SECOND, System::nanoTime));
  }

  Map<String, Operation> operations(Contract contract, Businesses businesses) {
    var operations = new HashMap<String, Operation>();
    new BusinessResource(businesses, administration, clock).addTo(operations);
    new VersionResource(directory, administration, clock).addTo(operations);
    new UserResource(users, self.mails()).addTo(operations);
    new SecondFactorResource(users, self).addTo(operations);
    new PasskeyResource(users, self).addTo(operations);
    new PasswordResource(self).addTo(operations);
    var requests = new CrmRequests(settings);
    new ContactResource(crm.stores().contacts(), stores.calls(), requests, audit, clock)
        .addTo(operations);
    new LeadResource(crm, stores.callSummaries(), requests, users, audit, clock).addTo(operations);
    new PromiseResource(crm.stores(), requests, audit, clock).addTo(operations);
    new AppointmentResource(crm.stores().appointments(), requests, audit, clock).addTo(operations);
    new SearchResource(crm.stores().search(), audit, clock).addTo(operations);
    new AlertResource(alertStore, alerts, settings, audit, clock).addTo(operations);
    new CallResource(stores, audioFiles, usage, audit, clock).addTo(operations);
    new UsageResource(usage, zone, clock).addTo(operations);
    new SoundResource(new SoundSettings(directory, administration), sounds, voice, clock)
        .addTo(operations);
    new KeyResource(keys).addTo(operations);
    new PrivacyResource(
            privacy.store(),
            privacy.erasures(),
            privacy.export(),
            privacy.retention(),
            requests,
            audit,
            clock)
        .addTo(operations);
    new ServerResource(contract, businesses, accounts, directoryChanged, signIn, clock)
        .addTo(operations);
    new AuditResource(auditReader, privacy.store(), requests).addTo(operations);
    return operations;
  }
}
