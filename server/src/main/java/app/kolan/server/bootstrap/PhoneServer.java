package app.kolan.server.bootstrap;

import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.console.http.ConsoleThreads;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.jobs.MissedMessageSearch;
import app.kolan.server.jobs.MissedMessages;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.twilio.MessageErrors;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.CompositeCallListener;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.Admission;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.Webhooks;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.server.usage.CallUsage;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.server.usage.PriceList;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.usage.UsageReports;
import app.kolan.server.web.WebServer;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Kolan.
///
/// Safe to share; [#close] stops it: no new talks, time for those under way to end, then the rest.
public final class PhoneServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneServer.class);

  /// Among which it is looked for the numbers that are called.
  private static final int RECENT_CALLS = 1000;

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// Longer than a webhook may take.
  private static final Duration LONGEST_WEBHOOK = Duration.ofSeconds(10);

  private final Config config;
  private final Infrastructure foundations;
  private final CallRecovery recovery;
  private final MonthlyUsage monthlyUsage;
  private final CallUsage callUsage;
  private final ActiveCalls calls;
  private final ExecutorService webhookThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Tapes tapes;
  private final AgentFactory agentFactory;
  private final Telemetry watching;
  private final Vertx vertx;
  private final MediaSockets sockets;
  private final WebServer web;
  private final AlertServices alerts;
  private final OutboundCalls outbound;
  private final Crm crm;
  private final AfterCallServices afterCalls;
  private final PrivacyServices privacy;
  private final ApiServices api;
  private final MissedMessageSearch missedMessages;

  private PhoneServer(
      Config config, Infrastructure foundations, CallListener alsoWatching, InstantSource clock)
      throws IOException {
    this.config = config;
    this.foundations = foundations;
    BusinessDirectory directory = foundations.directory();
    recovery = new CallRecovery(foundations.clients()::redirect);
    calls = new ActiveCalls(recovery);
    PromptLibraries prompts = foundations.prompts();
    Stores stores = foundations.stores();
    WarmUp.run(stores);
    InputAudioConfig inputAudio = config.inputAudio().loaded();
    tapes =
        Tapes.open(
            config.tapeMode(),
            config.data(),
            directory,
            inputAudio,
            prompts.main(),
            stores.calls(),
            stores.leads(),
            draining::get);
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setUseDaemonThread(true));
    var deferred = new DeferredWrites();
    foundations.storeMonitor().onRecovered(_ -> deferred.retry());
    callUsage = new CallUsage(stores.usage(), deferred, clock, this::usageWritten);
    watching =
        Telemetry.begin(
            config.traces(),
            stores,
            calls::conversations,
            new CompositeCallListener(List.of(callUsage, alsoWatching)),
            clock);
    Supplier<PriceList> prices = config.get(PriceSettings.GROUP);
    monthlyUsage =
        MonthlyUsage.start(stores.usage(), prices, directory, clock, watching.meters()::limitNear);
    var admission =
        new Admission(
            config.limits(), calls, monthlyUsage, System::nanoTime, watching.meters()::turnedAway);
    watching.meters().gaugeAdmitted(calls::places);
    watching.meters().gaugeTroubledBusinesses(foundations.directories()::troubles);
    agentFactory =
        AgentFactory.open(
            config.replyTiming(),
            directory,
            stores,
            watching.watch(),
            clock,
            foundations.audioCache(),
            callUsage);
    var streamHandler =
        new StreamHandler(
            stores,
            deferred,
            foundations.audioFiles(),
            directory,
            inputAudio,
            settings ->
                new FallbackChain(
                    agentFactory.forBusiness(settings),
                    agentFactory.prompts(
                        settings,
                        prompts.in(settings.prompts(), settings.business().profile().sounds())),
                    watching.watch()),
            config.simulated(),
            calls,
            clock);
    var tokens =
        directory.all().stream()
            .flatMap(settings -> settings.account().authTokens().stream())
            .map(Secret::value)
            .distinct()
            .toList();
    var proofs = new DoctorProofVerifier(tokens, clock);
    sockets = new MediaSockets(vertx, streamHandler, proofs, tapes);
    var webhooks =
        new Webhooks(
            stores.calls(),
            stores.recordings(),
            directory,
            prompts,
            this::recordingAnnounced,
            calls,
            admission,
            webhookThreads,
            draining::get,
            clock);
    alerts = AlertServices.start(config, foundations, vertx, clock);
    alerts.watch(directory, monthlyUsage::shares, agentFactory.breakers());
    webhooks
        .statusCallbacks()
        .onMessage(
            (sid, status, code) ->
                alerts
                    .alerts()
                    .carrierTold(sid, status, code, code == null ? null : MessageErrors.of(code)));
    outbound = OutboundServices.start(config, foundations, monthlyUsage, clock);
    crm = Crm.start(stores, clock);
    crm.listen(alerts::promises);
    afterCalls =
        AfterCallServices.start(foundations, crm, alerts.alerts(), callUsage, monthlyUsage, clock);
    privacy = PrivacyServices.start(config, foundations, calls::conversations, clock);
    api =
        ApiServices.open(
            config,
            foundations,
            vertx,
            crm,
            new UsageReports(stores.usage(), prices),
            new RenderedSounds(directory, prompts, agentFactory),
            alerts,
            outbound,
            privacy.privacy(),
            this::rejected,
            agentFactory.breakers(),
            monthlyUsage,
            clock);
    try {
      web =
          WebServer.start(
              vertx,
              config.web(),
              config.management(),
              config.limits(),
              directory,
              proofs,
              webhooks,
              outbound.webhooks(),
              sockets,
              prompts,
              tapes,
              webhookThreads,
              sid -> stores.calls().find(sid),
              draining::get,
              foundations.storeMonitor(),
              watching.meters()::text,
              api.api(),
              api.pages(),
              clock);
    } catch (IOException e) {
      recovery.close();
      monthlyUsage.close();
      afterCalls.close();
      callUsage.close();
      outbound.close();
      alerts.close();
      api.close();
      privacy.close();
      crm.close();
      vertx.close();
      tapes.close();
      agentFactory.close();
      watching.close();
      throw e;
    }
    missedMessages = lookForMissedMessages(directory, webhooks);
  }

  /// A limit that a call has reached holds for the next one.
  private void usageWritten(CallSid sid) {
    foundations
        .stores()
        .calls()
        .find(sid)
        .flatMap(call -> foundations.directory().find(call.businessId(), Long.MAX_VALUE))
        .ifPresent(settings -> monthlyUsage.callEnded(settings.business()));
    alerts.alerts().callHasNews();
  }

  /// A recording is to be fetched, and may be all that a caller left.
  private void recordingAnnounced(RecordingSid recording) {
    foundations.jobs().fetchRecording(recording);
    alerts.alerts().callHasNews();
  }

  /// What could not be written down is fetched and looked for once it can.
  private MissedMessageSearch lookForMissedMessages(
      BusinessDirectory directory, Webhooks webhooks) {
    Stores stores = foundations.stores();
    StoreMonitor monitor = foundations.storeMonitor();
    watching.meters().gaugeStore(monitor);
    monitor.onRecovered(_ -> foundations.jobs().fetchAll(stores.recordings()));
    var messages =
        new MissedMessages(
            stores.calls(),
            stores.recordings(),
            directory,
            foundations.clients()::client,
            number ->
                webhooks.wasCalled(number)
                    || stores.calls().latest(RECENT_CALLS).stream()
                        .anyMatch(call -> call.called().equals(number)),
            privacy.privacy().store()::wasErased,
            this::recordingAnnounced,
            InstantSource.system());
    return MissedMessageSearch.start(messages, stores.calls(), monitor);
  }

  /// Starts a server.
  ///
  /// @throws IOException when the port cannot be had
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  /// @throws app.kolan.server.prompts.BrokenPrompts when a sound is missing or broken
  public static PhoneServer start(Config config) throws IOException {
    return start(config, InstantSource.system());
  }

  /// Starts a server whose talks somebody else watches, too.
  ///
  /// @throws IOException when the port cannot be had
  public static PhoneServer start(Config config, CallListener alsoWatching) throws IOException {
    return start(config, alsoWatching, InstantSource.system());
  }

  static PhoneServer start(Config config, InstantSource clock) throws IOException {
    return start(config, CallListener.NOBODY, clock);
  }

  /// Starts a server for the businesses of a directory, in place of the one of the settings.
  ///
  /// @throws IOException when the port cannot be had
  static PhoneServer start(Config config, BusinessDirectory directory) throws IOException {
    return start(config, directory, CallListener.NOBODY, InstantSource.system());
  }

  private static PhoneServer start(Config config, CallListener alsoWatching, InstantSource clock)
      throws IOException {
    return start(config, null, alsoWatching, clock);
  }

  private static PhoneServer start(
      Config config,
      @Nullable BusinessDirectory directory,
      CallListener alsoWatching,
      InstantSource clock)
      throws IOException {
    Infrastructure foundations = Infrastructure.open(config, directory);
    try {
      return new PhoneServer(config, foundations, alsoWatching, clock);
    } catch (IOException | RuntimeException e) {
      foundations.close();
      throw e;
    }
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  /// The port for health, metrics and diagnostics.
  public int managementPort() {
    return web.managementPort();
  }

  public Config config() {
    return config;
  }

  public Stores stores() {
    return foundations.stores();
  }

  /// The sounds of calls.
  public AudioFiles audioFiles() {
    return foundations.audioFiles();
  }

  /// Users, keys and sessions.
  IdentityServices identity() {
    return api.identity();
  }

  /// A token by which the first user may be made, on a server with a console and without users.
  Optional<Secret> inviteFirstUser() {
    return api.console() == null ? Optional.empty() : api.firstUser().invite();
  }

  private List<Rejection> rejected() {
    return web.rejected();
  }

  /// The pages of the console, whether it is switched on or not.
  Routes consoleRoutes() {
    return api.parts().routes(vertx, new ConsoleThreads());
  }

  /// What the API has of the database.
  SqlDatabase limitedDatabase() {
    return foundations.limited();
  }

  /// The directory of businesses.
  public DirectoryServices directories() {
    return foundations.directories();
  }

  /// What comes of calls.
  public Crm crm() {
    return crm;
  }

  /// The calls that businesses place.
  OutboundCalls outbound() {
    return outbound;
  }

  /// Who tells people of calls.
  Alerts alerts() {
    return alerts.alerts();
  }

  /// What people were told.
  AlertStore alertStore() {
    return alerts.store();
  }

  /// Reads the operator's files of businesses again. What is wrong with one is logged, and its
  /// business goes on as it was.
  ///
  /// @param settings as they are now, with the businesses in `kolan.yaml`
  public void reload(DirectorySettings settings) {
    foundations.directories().reload(settings);
  }

  /// How many calls have a conversation that runs.
  public int liveCalls() {
    return calls.conversations();
  }

  /// Stops at once but in order: calls under way are closed, and what they said is kept.
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /// Stops: new callers leave a message, and calls under way have this long, all together, to end
  /// by themselves. Twilio is then told what to do with those that are cut off, as far as it asks
  /// at once.
  public void close(Duration grace) {
    if (draining.getAndSet(true)) {
      return;
    }
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      boolean over = calls.awaitConversations(grace) && calls.awaitRequests(until(deadline));
      if (!over) {
        LOG.atWarn().addKeyValue("streams", sockets.count()).log("calls are cut off by the stop");
      }
      recovery.close();
      sockets.closeAll();
      long last = System.nanoTime() + LAST_WORDS.toNanos();
      calls.awaitConversations(LAST_WORDS);
      if (!over && !grace.isZero()) {
        calls.awaitRequests(until(last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    missedMessages.close();
    monthlyUsage.close();
    web.close();
    afterCalls.close();
    outbound.close();
    alerts.close();
    api.close();
    privacy.close();
    crm.close();
    vertx.close();
    endWebhooks();
    tapes.close();
    agentFactory.close();
    callUsage.close();
    watching.close();
    foundations.close();
  }

  /// Their requests are answered or closed by now; one that is stuck does not hold the stop up.
  private void endWebhooks() {
    webhookThreads.shutdown();
    try {
      if (!webhookThreads.awaitTermination(LONGEST_WEBHOOK.toSeconds(), TimeUnit.SECONDS)) {
        webhookThreads.shutdownNow();
      }
    } catch (InterruptedException e) {
      webhookThreads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
