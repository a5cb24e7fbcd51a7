package app.kolan.server.bootstrap;

import app.kolan.server.aftercall.AfterCallSettings;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.campaign.CampaignWatch;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.console.Console;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.jobs.SoundUpload;
import app.kolan.server.nodes.NodeAddress;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.twilio.MessageErrors;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.Webhooks;
import app.kolan.server.usage.MonthlyUsage;
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
  private final CallServices callServices;
  private final ActiveCalls calls;
  private final AtomicBoolean draining = new AtomicBoolean();
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
    var calendars = new CalendarServices(config, foundations, clock);
    callServices =
        new CallServices(
            config,
            parts,
            foundations,
            calendars,
            new CallServices.Hooks(
                this::placedTalk,
                this::foundMachine,
                this::usageWritten,
                this::recordingAnnounced,
                draining::get),
            alsoWatching,
            clock);
    calls = callServices.calls();
    monthlyUsage = callServices.monthlyUsage();
    Vertx vertx = callServices.vertx();
    Webhooks webhooks = callServices.webhooks();
    Telemetry watching = callServices.watching();
    BusinessDirectory directory = foundations.directory();
    Stores stores = foundations.stores();
    nodes = foundations.nodes().nodes();
    alerts = AlertServices.start(config, foundations, vertx, clock);
    parts.add(alerts);
    alerts.watch(directory, monthlyUsage::shares, callServices.agentFactory().breakers());
    calendars.tellBy(alerts.alerts());
    parts.add(calendars);
    watching.meters().gaugeWaitingWrites(callServices.deferred()::size);
    webhooks.statusCallbacks().deferBy(callServices.deferred());
    webhooks
        .statusCallbacks()
        .onMessage(
            (sid, status, code) ->
                alerts
                    .alerts()
                    .carrierTold(sid, status, code, code == null ? null : MessageErrors.of(code)));
    webhooks
        .handOvers()
        .onRing(
            handOver ->
                callServices.webhookThreads().executor().execute(() -> alerts.handOver(handOver)));
    outbound = OutboundServices.start(config, foundations, monthlyUsage, clock);
    parts.add(outbound);
    campaigns = CampaignServices.start(foundations, outbound, callServices.prices(), clock);
    parts.add(campaigns);
    alerts.alerts().add(new CampaignWatch(campaigns.campaigns().store()));
    alerts.tellOfAppointments(config, foundations, OutboundServices.reminders(outbound));
    crm = Crm.start(stores, clock);
    parts.add(crm);
    crm.listen(alerts::promises);
    parts.add(
        AfterCallServices.start(
            foundations,
            crm,
            alerts.alerts(),
            callServices.callUsage(),
            monthlyUsage,
            config.get(AfterCallSettings.GROUP),
            clock));
    privacy = PrivacyServices.start(config, foundations, calls::conversations, clock);
    parts.add(privacy);
    SoundArchive archive = foundations.archive();
    if (archive != null) {
      var upload =
          SoundUpload.start(config.data(), archive, privacy.privacy().store()::wasErased, clock);
      parts.add(upload);
      foundations.audioFiles().onStored(upload::stored);
      watching.meters().gaugeWaitingSounds(upload::waiting);
    }
    testCalls = OpenedTestCalls.of(config, foundations, callServices, clock);
    parts.add(testCalls);
    ClusterCalls live = ClusterCalls.open(config, foundations, callServices, nodes.clock(clock));
    parts.add(live);
    api =
        ApiServices.open(
            config,
            foundations,
            vertx,
            crm,
            new UsageReports(stores.usage(), callServices.prices()),
            new RenderedSounds(directory, foundations.prompts(), callServices.agentFactory()),
            alerts,
            outbound,
            campaigns.campaigns(),
            calendars,
            privacy.privacy(),
            callServices.streamHandler().controls(),
            live.events(),
            testCalls,
            this::rejected,
            callServices.agentFactory().breakers(),
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
            callServices.proofs(),
            webhooks,
            outbound.webhooks(),
            callServices.sockets(),
            foundations.prompts(),
            callServices.tapes(),
            callServices.webhookThreads().executor(),
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
            webhooks,
            privacy.privacy().store()::wasErased,
            callServices.recovery(),
            call -> placedTalk(call).isPresent(),
            live.talks(),
            this::recordingAnnounced,
            alerts.alerts()::callHasNews));
    WarmUp.judgeWords();
  }

  /// What the agent is to reach in a call that this server has placed.
  private Optional<PlacedTalk> placedTalk(CallSid call) {
    return outbound.webhooks().talkOf(call);
  }

  /// A machine has answered a call that this server has placed.
  private boolean foundMachine(CallSid call) {
    return outbound.webhooks().foundMachine(call);
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
    return start(config, null, alsoWatching, InstantSource.system());
  }

  static PhoneServer start(Config config, InstantSource clock) throws IOException {
    return start(config, null, CallListener.NOBODY, clock);
  }

  /// Starts a server for the businesses of a directory, in place of the one of the settings.
  ///
  /// @throws IOException when the port cannot be had
  static PhoneServer start(Config config, BusinessDirectory directory) throws IOException {
    return start(config, directory, CallListener.NOBODY, InstantSource.system());
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
    return api.parts().routes(callServices.vertx(), Console.threads());
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
  /// long, all together, to end by themselves. The others go on at another node, or are cut off
  /// where there is none, and Twilio is told what to do with them, as far as it asks at once.
  public void close(Duration grace) {
    close(grace, CallDrain.move(grace));
  }

  /// @param move the last part of the grace, in which talks go on at another node between two turns
  void close(Duration grace, Duration move) {
    if (draining.getAndSet(true)) {
      return;
    }
    nodes.drain();
    callServices.drain().run(grace, move);
    parts.close();
  }
}
