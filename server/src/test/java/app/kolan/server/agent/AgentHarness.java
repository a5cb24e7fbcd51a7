package app.kolan.server.agent;

import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.settings.Config;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.TapeMode;
import app.kolan.server.settings.TrustedProxies;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.stories.Story;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server whose receptionist understands, and a carrier that calls it, in real time.
final class AgentHarness implements AutoCloseable {
  static final String KEY = "stand-in-key";
  private static final String ACCOUNT = "ACeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  private static final String TOKEN = "a token";
  private static final String PUBLIC = "https://phone.example.com";

  /// Short, so that a test of slowness is short; long enough for two busy cores.
  private static final ProviderTimeouts PATIENCE =
      new ProviderTimeouts(
          Duration.ofMillis(800), Duration.ofMillis(1200), Duration.ofMillis(1000));

  private final Carrier carrier;
  private final PhoneServer server;

  private AgentHarness(Carrier carrier, PhoneServer server) {
    this.carrier = carrier;
    this.server = server;
  }

  static AgentHarness open(Path data, ProviderSelection providers, @Nullable PhoneNumber human)
      throws IOException {
    return open(data, providers, human, null);
  }

  static AgentHarness open(
      Path data,
      ProviderSelection providers,
      @Nullable PhoneNumber human,
      @Nullable TraceSettings traces)
      throws IOException {
    int port = freePort();
    Carrier carrier =
        Carrier.start(
            CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)));
    var config =
        new Config(
            "127.0.0.1",
            port,
            PublicUrl.parse(PUBLIC).orElseThrow(),
            TrustedProxies.LOOPBACK,
            new Config.Twilio(ACCOUNT, List.of(new Secret(TOKEN)), carrier.restUrl()),
            data,
            null,
            new Business(Business.FIRST, "test", human, AnswerMode.CONVERSE),
            InputAudioConfig.USUAL,
            providers,
            ReplyTiming.USUAL,
            traces,
            Set.of(),
            TapeMode.OFF);
    try {
      return new AgentHarness(carrier, PhoneServer.start(config));
    } catch (IOException | RuntimeException e) {
      carrier.close();
      throw e;
    }
  }

  /// A provider that a stand-in plays.
  static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new ApiKey(KEY), "a-model", "a-voice", "he-IL", PATIENCE);
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
    return carrier
        .call(CallPlan.of(Script.parse(script), Story.SOUNDS).withListener(listener))
        .await(Duration.ofSeconds(58));
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

  /// What the server counts and times.
  String metrics() throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
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

  /// The longest time in which a caller heard nothing and said nothing, from the first sound of the
  /// agent's to the last of the call.
  static Duration longestSilence(CallReport report) {
    Mulaw agent = report.agentSide().toMulaw();
    Mulaw caller = report.callerSide().toMulaw();
    int longest = 0;
    int quiet = 0;
    boolean begun = false;
    for (int at = 0; at + Mulaw.FRAME <= agent.length(); at += Mulaw.FRAME) {
      boolean sound = isSound(agent, at) || isSound(caller, at);
      begun |= sound;
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
