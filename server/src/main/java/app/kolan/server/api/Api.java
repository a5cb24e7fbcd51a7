package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SoundSettings;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Authenticator;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// What the API is made of.
///
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
    AuditLog audit,
    AuditReader auditReader,
    CallEvents events,
    SoundStore sounds,
    BusinessVoice voice,
    InstantSource clock) {
  /// A burst of requests of one key, and how many a second after that.
  private static final int BURST = 200;

  private static final double PER_SECOND = 20;

  /// Opens it; it takes requests at once.
  ApiRoutes open(Vertx vertx) {
    Contract contract = Contract.load();
    var businesses = new Businesses(directory);
    var access = new AccessControl(authenticator, businesses);
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
    new BusinessResource(businesses, administration, audit, clock).addTo(operations);
    new VersionResource(directory, administration, audit, clock).addTo(operations);
    new SoundResource(new SoundSettings(directory, administration), sounds, voice, audit, clock)
        .addTo(operations);
    new CallResource(stores, audioFiles, audit, clock).addTo(operations);
    new UserResource(users).addTo(operations);
    new KeyResource(keys).addTo(operations);
    new ServerResource(
            contract, businesses, accounts, directoryChanged, signIn, auditReader, audit, clock)
        .addTo(operations);
    return operations;
  }
}
