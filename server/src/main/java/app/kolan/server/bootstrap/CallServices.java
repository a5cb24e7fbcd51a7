package app.kolan.server.bootstrap;

import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Stores;
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
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.DiscoveredTools;
import app.kolan.server.tool.ToolSources;
import app.kolan.server.usage.CallUsage;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.server.usage.PriceList;
import app.kolan.server.usage.PriceSettings;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What takes calls, from the webhook to the end of the talk: who may call, the agents, the
/// sockets, and what is written and measured of it.
final class CallServices {
  private final ActiveCalls calls;
  private final Tapes tapes;
  private final Vertx vertx;
  private final DeferredWrites deferred;
  private final CallUsage callUsage;
  private final Telemetry watching;
  private final Supplier<PriceList> prices;
  private final MonthlyUsage monthlyUsage;
  private final InputAudioConfig inputAudio;
  private final AgentFactory agentFactory;
  private final StreamHandler streamHandler;
  private final DoctorProofVerifier proofs;
  private final MediaSockets sockets;
  private final CallDrain drain;
  private final Resumption resumption;
  private final CallRecovery recovery;
  private final WebhookThreads webhookThreads;
  private final Webhooks webhooks;

  /// What calls ask of the rest of the server.
  ///
  /// @param placedTalk what the agent is to reach in a call that this server has placed
  /// @param foundMachine notes that a machine has answered such a call
  /// @param usageWritten what a call has used is known
  /// @param recordingAnnounced a recording is to be fetched
  /// @param draining whether the server stops
  record Hooks(
      Function<CallSid, Optional<PlacedTalk>> placedTalk,
      Predicate<CallSid> foundMachine,
      Consumer<CallSid> usageWritten,
      Consumer<RecordingSid> recordingAnnounced,
      BooleanSupplier draining) {}

  /// Opens them, without a port.
  ///
  /// @param parts closes what is opened here
  CallServices(
      Config config,
      Closer parts,
      Infrastructure foundations,
      CalendarServices calendars,
      Hooks hooks,
      CallListener alsoWatching,
      InstantSource clock)
      throws IOException {
    BusinessDirectory directory = foundations.directory();
    NodeServices shared = foundations.nodes();
    Nodes nodes = shared.nodes();
    InstantSource nodesClock = nodes.clock(clock);
    resumption = shared.resumption(nodesClock);
    recovery = new CallRecovery(foundations.clients()::redirect, resumption::wasAskedElsewhere);
    parts.add(recovery);
    PublicUrl publicUrl = config.publicUrl();
    calls =
        new ActiveCalls(
            recovery, publicUrl == null ? null : publicUrl.web(TwilioPaths.STREAM_ENDED));
    nodes.countCalls(calls::conversations);
    if (!nodes.isAlone()) {
      parts.add(AdmissionReclaimer.start(calls, shared.calls()));
    }
    PromptLibraries prompts = foundations.prompts();
    Stores stores = foundations.stores();
    WarmUp.run(stores);
    inputAudio = config.inputAudio().loaded();
    tapes =
        Tapes.open(
            config.tapeMode(),
            config.data(),
            directory,
            inputAudio,
            prompts.main(),
            stores.calls(),
            stores.leads(),
            hooks.draining());
    parts.add(tapes);
    vertx = EventLoops.open();
    parts.add(vertx::close);
    deferred = StoreFactory.deferred(config.store(), stores);
    parts.add(deferred);
    foundations.storeMonitor().whileWell(deferred::retry);
    callUsage = new CallUsage(stores.usage(), deferred, clock, hooks.usageWritten());
    parts.add(callUsage);
    watching =
        Telemetry.begin(
            config.traces(),
            stores,
            calls::conversations,
            new CompositeCallListener(List.of(callUsage, alsoWatching)),
            clock);
    parts.add(watching);
    prices = config.get(PriceSettings.GROUP);
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
                    List.of(
                        BusinessTools.doNotCall(OutboundServices.wishes(foundations, clock)),
                        BusinessTools.leaveMessage(hooks.foundMachine())),
                    DiscoveredTools.NONE));
    parts.add(agentFactory);
    streamHandler =
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
            hooks.placedTalk(),
            nodes::isLeaving,
            nodesClock);
    var tokens =
        directory.all().stream()
            .flatMap(settings -> settings.account().authTokens().stream())
            .map(Secret::value)
            .distinct()
            .toList();
    proofs = new DoctorProofVerifier(tokens, clock, shared.identity(config));
    sockets = new MediaSockets(vertx, streamHandler, proofs, tapes);
    drain = new CallDrain(calls, recovery, sockets, nodes);
    BooleanSupplier takesNoTalks = () -> hooks.draining().getAsBoolean() && !nodes.hasOthers();
    webhookThreads = new WebhookThreads();
    parts.add(webhookThreads);
    webhooks =
        new Webhooks(
            stores.calls(),
            stores.recordings(),
            directory,
            prompts,
            hooks.recordingAnnounced(),
            calls,
            admission,
            resumption,
            new HandOvers(stores, directory, prompts, calls, takesNoTalks, nodesClock),
            webhookThreads.executor(),
            takesNoTalks,
            nodesClock);
    webhooks.whenConversing(agentFactory::connect);
  }

  ActiveCalls calls() {
    return calls;
  }

  Resumption resumption() {
    return resumption;
  }

  CallRecovery recovery() {
    return recovery;
  }

  Tapes tapes() {
    return tapes;
  }

  Vertx vertx() {
    return vertx;
  }

  DeferredWrites deferred() {
    return deferred;
  }

  CallUsage callUsage() {
    return callUsage;
  }

  Telemetry watching() {
    return watching;
  }

  Supplier<PriceList> prices() {
    return prices;
  }

  MonthlyUsage monthlyUsage() {
    return monthlyUsage;
  }

  InputAudioConfig inputAudio() {
    return inputAudio;
  }

  AgentFactory agentFactory() {
    return agentFactory;
  }

  StreamHandler streamHandler() {
    return streamHandler;
  }

  DoctorProofVerifier proofs() {
    return proofs;
  }

  MediaSockets sockets() {
    return sockets;
  }

  CallDrain drain() {
    return drain;
  }

  WebhookThreads webhookThreads() {
    return webhookThreads;
  }

  Webhooks webhooks() {
    return webhooks;
  }
}
