package app.kolan.server.agent;

import app.kolan.server.Await;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.Servers;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.AnnouncementCall;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.stories.Story;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SentMessage;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server whose receptionist understands, and a carrier that calls it, in real time.
final class AgentHarness implements AutoCloseable {
  static final String KEY = "stand-in-key";
  private static final String ACCOUNT = "ACeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  private static final String TOKEN = "a token";
  private static final String PUBLIC = "https://phone.example.com";

  /// Short, so that a test of slowness is short. A provider that is well and meets it not is taken
  /// for a failing one: only for tests in which that makes no difference.
  static final ProviderTimeouts SHORT =
      new ProviderTimeouts(
          Duration.ofMillis(800), Duration.ofMillis(1200), Duration.ofMillis(1000));

  /// Longer than a provider takes that is well, on a machine under load too.
  static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(8));

  /// What the caller hears first is the answer, however late it is.
  static final ReplyTiming NO_FILLER =
      new ReplyTiming(Duration.ofSeconds(8), Duration.ofSeconds(8), 1);

  private static final PromptSettings RECORDED = new PromptSettings(null, false);

  private static final Duration CALL_ENDS_WITHIN = Duration.ofMinutes(2);

  private final Carrier carrier;
  private final PhoneServer server;

  private AgentHarness(Carrier carrier, PhoneServer server) {
    this.carrier = carrier;
    this.server = server;
  }

  static AgentHarness open(Path data, ProviderSelection providers, PhoneNumber human)
      throws IOException {
    return open(data, providers, human, null, ReplyTiming.USUAL, RECORDED);
  }

  static AgentHarness open(Path data, ProviderSelection providers, ReplyTiming timing)
      throws IOException {
    return open(data, providers, null, null, timing, RECORDED);
  }

  static AgentHarness open(Path data, ProviderSelection providers, TraceSettings traces)
      throws IOException {
    return open(data, providers, null, traces, NO_FILLER, RECORDED);
  }

  static AgentHarness open(
      Path data, ProviderSelection providers, ReplyTiming timing, PromptSettings prompts)
      throws IOException {
    return open(data, providers, null, null, timing, prompts);
  }

  /// A server of a business that works so.
  static AgentHarness open(Path data, ProviderSelection providers, BusinessProfile profile)
      throws IOException {
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    return of(data, providers, business, null, NO_FILLER, RECORDED);
  }

  /// The same, on another day.
  static AgentHarness open(
      Path data, ProviderSelection providers, BusinessProfile profile, InstantSource clock)
      throws IOException {
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    return of(data, providers, business, null, NO_FILLER, RECORDED, clock);
  }

  private static AgentHarness open(
      Path data,
      ProviderSelection providers,
      @Nullable PhoneNumber human,
      @Nullable TraceSettings traces,
      ReplyTiming timing,
      PromptSettings prompts)
      throws IOException {
    var business = new Business(Business.FIRST, "test", human, AnswerMode.CONVERSE);
    return of(data, providers, business, traces, timing, prompts);
  }

  private static AgentHarness of(
      Path data,
      ProviderSelection providers,
      Business business,
      @Nullable TraceSettings traces,
      ReplyTiming timing,
      PromptSettings prompts)
      throws IOException {
    return of(data, providers, business, traces, timing, prompts, InstantSource.system());
  }

  private static AgentHarness of(
      Path data,
      ProviderSelection providers,
      Business business,
      @Nullable TraceSettings traces,
      ReplyTiming timing,
      PromptSettings prompts,
      InstantSource clock)
      throws IOException {
    int port = FreePort.find();
    Carrier carrier =
        Carrier.start(
            CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)));
    var config =
        Config.builder(
                new TwilioSettings(ACCOUNT, List.of(new Secret(TOKEN)), carrier.restUrl()), data)
            .port(port)
            .publicUrl(PublicUrl.parse(PUBLIC).orElseThrow())
            .business(business)
            .providers(providers)
            .replyTiming(timing)
            .traces(traces)
            .with(PromptSettings.GROUP, prompts)
            .build();
    try {
      return new AgentHarness(carrier, Servers.start(config, clock));
    } catch (IOException | RuntimeException e) {
      carrier.close();
      throw e;
    }
  }

  /// A provider that a stand-in plays.
  static ProviderSettings at(String provider, URI url, ProviderTimeouts timeouts) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "a-voice", "he-IL", timeouts);
  }

  /// The messages that were sent.
  List<SentMessage> messages() {
    return carrier.messages();
  }

  /// What people were told.
  AlertStore alerts() {
    return server.alertStore();
  }

  Stores stores() {
    return server.stores();
  }

  /// The callers' clips and their words.
  static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }

  CallReport call(String script) throws Exception {
    return call(script, _ -> {});
  }

  /// @param listener is told what happens, as it happens
  CallReport call(String script, Consumer<CallMoment> listener) throws Exception {
    CallReport report =
        carrier
            .call(CallPlan.of(Script.parse(script), Story.SOUNDS).withListener(listener))
            .await(CALL_ENDS_WITHIN);
    awaitStory();
    return report;
  }

  /// Has the agent call somebody about this.
  CallOrder place(PhoneNumber number, Callee callee, String words) {
    return place(number, callee, new Announcement(words, null, "Book a haircut."));
  }

  /// Has a machine call somebody.
  CallOrder place(PhoneNumber number, Callee callee, Announcement announcement) {
    carrier.answerAt(number, callee);
    var ordered =
        server
            .outbound()
            .announce(
                new AnnouncementCall(
                    Business.FIRST,
                    number.value(),
                    CallPurpose.SERVICE,
                    number,
                    null,
                    null,
                    announcement,
                    new AuditActor("user:7", null),
                    Instant.now().plusSeconds(3600)));
    return ((Ordered.Taken) ordered).order();
  }

  /// What came of a call that was ordered.
  CallOrder over(CallOrder order) {
    return Await.until(
        () -> server.outbound().store().find(order.id()).orElseThrow(),
        now -> now.state() == CallOrder.State.OVER);
  }

  /// The report of a call that was ordered, and is over.
  CallReport report(CallOrder over) throws Exception {
    CallReport report =
        carrier.calls().stream()
            .filter(call -> call.callSid().equals(String.valueOf(over.call())))
            .findFirst()
            .orElseThrow()
            .await(CALL_ENDS_WITHIN);
    awaitStory();
    return report;
  }

  /// The carrier's side of a call is over before ours: the last turn and the outcome are still to
  /// be written down.
  private void awaitStory() {
    Await.until("the call's thread ends", () -> server.liveCalls() == 0);
  }

  List<Turn> turnsOfCaller(CallReport report) {
    return turns(report, Speaker.CALLER);
  }

  Lead lead(CallReport report) {
    return server.stores().leads().find(new CallSid(report.callSid())).orElseThrow();
  }

  private List<Turn> turns(CallReport report, Speaker side) {
    return server.stores().turns().findByCall(new CallSid(report.callSid())).stream()
        .filter(turn -> turn.speaker() == side)
        .toList();
  }

  /// How long the stages of the turns of a call took, as the ledger has it.
  List<TurnTimes> turnStages(CallReport report) {
    return server.stores().turns().times(new CallSid(report.callSid()));
  }

  /// What a call has used, once it is written down.
  List<ProviderUsage> usage(CallReport report) {
    CallSid call = new CallSid(report.callSid());
    Await.until("the usage is written", () -> !server.stores().usage().findByCall(call).isEmpty());
    return server.stores().usage().findByCall(call);
  }

  /// What the server counts and times.
  String metrics() throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(page).version(HttpClient.Version.HTTP_1_1).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  LoggedCall logged(CallReport report) {
    return server.stores().calls().find(new CallSid(report.callSid())).orElseThrow();
  }

  /// What one side said, as the ledger has it.
  List<String> words(CallReport report, Speaker side) {
    return turns(report, side).stream()
        .map(Turn::words)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /// The texts of stand-in voices that the caller heard.
  static List<String> heard(CallReport report) {
    return ToneCodec.read(report.agentSide().toMulaw()).stream().map(HeardText::text).toList();
  }

  /// The longest time in which a caller heard nothing and said nothing, from the caller's first
  /// sound to the last of the call.
  static Duration longestSilence(CallReport report) {
    Mulaw agent = report.agentSide().toMulaw();
    Mulaw caller = report.callerSide().toMulaw();
    int longest = 0;
    int quiet = 0;
    boolean begun = false;
    for (int at = 0; at + Mulaw.FRAME <= agent.length(); at += Mulaw.FRAME) {
      boolean spoken = isSound(caller, at);
      boolean sound = spoken || isSound(agent, at);
      begun |= spoken;
      quiet = sound || !begun ? 0 : quiet + 1;
      longest = Math.max(longest, quiet);
    }
    return Mulaw.FRAME_LENGTH.multipliedBy(longest);
  }

  private static boolean isSound(Mulaw side, int from) {
    Pcm frame = side.slice(from, from + Mulaw.FRAME).toPcm();
    long sum = 0;
    for (int i = 0; i < frame.length(); i++) {
      sum += Math.abs(frame.at(i));
    }
    return sum / frame.length() > 60;
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
  }
}
