package app.kolan.server.bootstrap;

import app.kolan.server.aftercall.AfterCallSettings;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.console.Console;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.jobs.SoundShipping;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.nodes.NodeAddress;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.twilio.MessageErrors;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.CompositeCallListener;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.Admission;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.HandOvers;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.Resumption;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.Webhooks;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.server.telephony.testcall.TestCalls;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.DiscoveredTools;
import app.kolan.server.tool.ToolSources;
import app.kolan.server.usage.CallUsage;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.server.usage.PriceList;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.usage.UsageReports;
import app.kolan.server.web.WebServer;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A running Kolan.
///
/// Safe to share; [#close] stops it: no new talks, time for those under way to end, then the rest.
public final class PhoneServer implements AutoCloseable {
  private final Config config;
  private final Closer parts;
  private final Infrastructure foundations;
  private final MonthlyUsage monthlyUsage;
  private final Nodes nodes;
  private final ActiveCalls calls;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AgentFactory agentFactory;
  private final Telemetry watching;
  private final Vertx vertx;
  private final CallDrain drain;
  private final WebServer web;
  private final AlertServices alerts;
  private final OutboundCalls outbound;
  private final CampaignServices campaigns;
  private final Crm crm;
  private final PrivacyServices privacy;
  private final OpenedTestCalls testCalls;
  private final ApiServices api;

  private PhoneServer(
      Config config,
      Closer parts,
      Infrastructure foundations,
      CallListener alsoWatching,
      InstantSource clock)
      throws IOException {
    this.config = config;
    this.parts = parts;
    this.foundations = foundations;
    BusinessDirectory directory = foundations.directory();
    NodeServices shared = foundations.nodes();
    nodes = shared.nodes();
    InstantSource nodesClock = nodes.clock(clock);
    Resumption resumption = shared.resumption(nodesClock);
    var recovery = new CallRecovery(foundations.clients()::redirect, resumption::wasAskedElsewhere);
    parts.add(recovery);
    PublicUrl publicUrl = config.publicUrl();
    calls =
        new ActiveCalls(
            recovery, publicUrl == null ? null : publicUrl.web(TwilioPaths.STREAM_ENDED));
    nodes.countCalls(calls::conversations);
    PromptLibraries prompts = foundations.prompts();
    Stores stores = foundations.stores();
    WarmUp.run(stores);
    InputAudioConfig inputAudio = config.inputAudio().loaded();
    Tapes tapes =
        Tapes.open(
            config.tapeMode(),
            config.data(),
            directory,
            inputAudio,
            prompts.main(),
            stores.calls(),
            stores.leads(),
            draining::get);
    parts.add(tapes);
    vertx = EventLoops.open();
    parts.add(vertx::close);
    DeferredWrites deferred = StoreFactory.deferred(config.store(), stores);
    parts.add(deferred);
    foundations.storeMonitor().whileWell(deferred::retry);
    var callUsage = new CallUsage(stores.usage(), deferred, clock, this::usageWritten);
    parts.add(callUsage);
    watching =
        Telemetry.begin(
            config.traces(),
            stores,
            calls::conversations,
            new CompositeCallListener(List.of(callUsage, alsoWatching)),
            clock);
    parts.add(watching);
    Supplier<PriceList> prices = config.get(PriceSettings.GROUP);
    monthlyUsage =
        MonthlyUsage.start(stores.usage(), prices, directory, clock, watching.meters()::limitNear);
    parts.add(monthlyUsage);
    var admission =
        new Admission(
            config.limits(),
            calls,
            monthlyUsage,
            System::nanoTime,
            watching.meters()::turnedAway,
            shared.places(nodesClock));
    watching.meters().gaugeAdmitted(calls::places);
    watching.meters().gaugeTroubledBusinesses(foundations.directories()::troubles);
    var calendars = new CalendarServices(config, foundations, clock);
    agentFactory =
        AgentFactory.open(
            config.replyTiming(),
            directory,
            stores,
            watching.watch(),
            clock,
            foundations.audioCache(),
            callUsage,
            business ->
                new ToolSources(
                    new Knowledge(business.id(), stores.knowledge(), foundations.knowledge()),
                    calendars,
                    List.of(BusinessTools.doNotCall(OutboundServices.wishes(foundations, clock))),
                    DiscoveredTools.NONE));
    parts.add(agentFactory);
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
            this::placedTalk,
            nodes::isLeaving,
            nodesClock);
    var tokens =
        directory.all().stream()
            .flatMap(settings -> settings.account().authTokens().stream())
            .map(Secret::value)
            .distinct()
            .toList();
    var proofs = new DoctorProofVerifier(tokens, clock);
    var sockets = new MediaSockets(vertx, streamHandler, proofs, tapes);
    drain = new CallDrain(calls, recovery, sockets, nodes);
    var webhookThreads = new WebhookThreads();
    parts.add(webhookThreads);
    var webhooks =
        new Webhooks(
            stores.calls(),
            stores.recordings(),
            directory,
            prompts,
            this::recordingAnnounced,
            calls,
            admission,
            resumption,
            new HandOvers(stores, directory, prompts, calls, this::takesNoTalks, nodesClock),
            webhookThreads.executor(),
            this::takesNoTalks,
            nodesClock);
    webhooks.whenConversing(agentFactory::connect);
    alerts = AlertServices.start(config, foundations, vertx, clock);
    parts.add(alerts);
    alerts.watch(directory, monthlyUsage::shares, agentFactory.breakers());
    calendars.tellBy(alerts.alerts());
    parts.add(calendars);
    watching.meters().gaugeWaitingWrites(deferred::size);
    webhooks.statusCallbacks().deferBy(deferred);
    webhooks
        .statusCallbacks()
        .onMessage(
            (sid, status, code) ->
                alerts
                    .alerts()
                    .carrierTold(sid, status, code, code == null ? null : MessageErrors.of(code)));
    webhooks
        .handOvers()
        .onRing(handOver -> webhookThreads.executor().execute(() -> alerts.handOver(handOver)));
    outbound = OutboundServices.start(config, foundations, monthlyUsage, clock);
    parts.add(outbound);
    campaigns = CampaignServices.start(foundations, outbound, prices, clock);
    parts.add(campaigns);
    alerts.tellOfAppointments(config, foundations, OutboundServices.reminders(outbound));
    crm = Crm.start(stores, clock);
    parts.add(crm);
    crm.listen(alerts::promises);
    parts.add(
        AfterCallServices.start(
            foundations,
            crm,
            alerts.alerts(),
            callUsage,
            monthlyUsage,
            config.get(AfterCallSettings.GROUP),
            clock));
    privacy = PrivacyServices.start(config, foundations, calls::conversations, clock);
    parts.add(privacy);
    SoundArchive archive = foundations.archive();
    if (archive != null) {
      var shipping =
          SoundShipping.start(config.data(), archive, privacy.privacy().store()::wasErased, clock);
      parts.add(shipping);
      foundations.audioFiles().onStored(shipping::stored);
      watching.meters().gaugeWaitingSounds(shipping::waiting);
    }
    testCalls = new OpenedTestCalls(() -> testCalls(inputAudio, clock));
    parts.add(testCalls);
    SharedLive live = SharedLive.open(config, foundations, streamHandler.controls(), nodesClock);
    parts.add(live);
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
            campaigns.campaigns(),
            calendars,
            privacy.privacy(),
            streamHandler.controls(),
            live.events(),
            testCalls,
            this::rejected,
            agentFactory.breakers(),
            monthlyUsage,
            clock);
    parts.add(api);
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
            webhookThreads.executor(),
            sid -> stores.calls().find(sid),
            draining::get,
            foundations.storeMonitor(),
            nodes,
            live.endpoint(),
            watching.meters()::text,
            api.api(),
            api.pages(),
            clock);
    parts.add(web);
    nodes.reachableAt(
        NodeAddress.of(
            config.get(NodeSettings.GROUP), config.management().host(), web.managementPort()));
    watching.meters().gaugeStore(foundations.storeMonitor());
    parts.add(
        MissedMessageServices.start(
            config,
            foundations,
            directory,
            webhooks::wasCalled,
            privacy.privacy().store()::wasErased,
            this::recordingAnnounced));
    WarmUp.judgeWords();
  }

  private TestCalls testCalls(InputAudioConfig inputAudio, InstantSource clock) {
    var parts =
        new TestCallServices(
            config.replyTiming(),
            foundations.prompts(),
            inputAudio,
            foundations.audioCache(),
            foundations::knowledgeToTry,
            clock);
    return new TestCalls(parts, vertx, clock);
  }

  /// Whether callers are asked for a message since this server stops: another node has a place for
  /// their talks, if there is one.
  private boolean takesNoTalks() {
    return draining.get() && !nodes.hasOthers();
  }

  /// What the agent is to reach in a call that this server has placed.
  private Optional<PlacedTalk> placedTalk(CallSid call) {
    return outbound.webhooks().talkOf(call);
  }

  /// A limit that a call has reached holds for the next one.
  private void usageWritten(CallSid sid) {
    foundations
        .stores()
        .calls()
        .find(sid)
        .flatMap(call -> foundations.directory().current(call.businessId()))
        .ifPresent(settings -> monthlyUsage.callEnded(settings.business()));
    alerts.alerts().callHasNews();
  }

  /// A recording is to be fetched, and may be all that a caller left.
  private void recordingAnnounced(RecordingSid recording) {
    foundations.jobs().fetchRecording(recording);
    alerts.alerts().callHasNews();
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
    var parts = new Closer();
    try {
      Infrastructure foundations = Infrastructure.open(config, directory);
      parts.add(foundations);
      return new PhoneServer(config, parts, foundations, alsoWatching, clock);
    } catch (IOException | RuntimeException e) {
      parts.close();
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
    return api.parts().routes(vertx, Console.threads());
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
  Campaigns campaigns() {
    return campaigns.campaigns();
  }

  /// The calls that businesses place.
  public OutboundCalls outbound() {
    return outbound;
  }

  /// Who tells people of calls.
  Alerts alerts() {
    return alerts.alerts();
  }

  /// What people were told.
  public AlertStore alertStore() {
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

  /// Whether another server that shares the database takes calls.
  public boolean hasOtherNodes() {
    return nodes.hasOthers();
  }

  /// Stops at once but in order: calls under way are closed, and what they said is kept.
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /// Stops: new callers leave a message, or talk with another node, and calls under way have this
  /// long, all together, to end by themselves. The others then go on at another node. Where there
  /// is none they are cut off, and Twilio is told what to do with them, as far as it asks at once.
  public void close(Duration grace) {
    if (draining.getAndSet(true)) {
      return;
    }
    nodes.drain();
    drain.run(grace);
    parts.close();
  }
}
