package app.kolan.cli;

import app.kolan.lab.eval.CallRunner;
import app.kolan.lab.eval.HeardCall;
import app.kolan.lab.eval.HeardCall.Said;
import app.kolan.lab.eval.StoryLine;
import app.kolan.lab.eval.StoryScript;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.Business;
import app.kolan.server.knowledge.Passages;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TurnStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialOutcome;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A real server on a free port, and a carrier that calls it for stories. Every caller has an own
/// number.
final class EvalEnvironment implements CallRunner, AutoCloseable {
  private static final String ACCOUNT = "ACcccccccccccccccccccccccccccccccc";
  private static final String TOKEN = "the token of the stories";
  private static final PublicUrl PUBLIC = new PublicUrl("https", "stories.example", "");
  private static final PhoneNumber HIDDEN = new PhoneNumber("+266696687");
  private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

  private final PromptLibrary prompts;
  private final Carrier carrier;
  private final CarrierSettings settings;
  private final PhoneServer server;
  private final @Nullable Function<CallReport, List<Said>> heardWords;
  private final AtomicInteger callers = new AtomicInteger();

  private EvalEnvironment(
      PromptLibrary prompts,
      Carrier carrier,
      CarrierSettings settings,
      PhoneServer server,
      @Nullable Function<CallReport, List<Said>> heardWords) {
    this.prompts = prompts;
    this.carrier = carrier;
    this.settings = settings;
    this.server = server;
    this.heardWords = heardWords;
  }

  /// How a server for stories differs from others.
  ///
  /// @param heardWords finds words in what a caller heard, besides those of the prompts; null takes
  ///   the ledger's transcript
  record Plan(
      Path data,
      Business business,
      InputAudioConfig inputAudio,
      ProviderSelection providers,
      ReplyTiming dialogue,
      @Nullable Function<CallReport, List<Said>> heardWords) {}

  static EvalEnvironment open(Plan plan) throws IOException {
    PromptLibrary prompts = PromptLibrary.shipped();
    int port = FreePort.find();
    CarrierSettings settings =
        CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC.web(TwilioPaths.INCOMING_CALL)))
            .withFallbackUrl(URI.create(PUBLIC.web(TwilioPaths.VOICE_FALLBACK)))
            .withStatusCallbackUrl(URI.create(PUBLIC.web(TwilioPaths.CALL_STATUS)))
            .withDial(new DialOutcome.Answered(Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .withEdge(
                new Edge(URI.create(PUBLIC.toString()), URI.create("http://127.0.0.1:" + port)))
            .withDecoder(DemoStory.decoder(prompts));
    Carrier carrier = Carrier.start(settings);
    var config =
        Config.builder(
                new TwilioSettings(ACCOUNT, List.of(new Secret(TOKEN)), carrier.restUrl()),
                plan.data())
            .port(port)
            .publicUrl(PUBLIC)
            .business(plan.business())
            .inputAudio(plan.inputAudio())
            .providers(plan.providers())
            .replyTiming(plan.dialogue())
            .build();
    try {
      return new EvalEnvironment(
          prompts, carrier, settings, PhoneServer.start(config), plan.heardWords());
    } catch (IOException | RuntimeException e) {
      carrier.close();
      throw e;
    }
  }

  @Override
  public HeardCall call(StoryScript caller) throws InterruptedException, TimeoutException {
    PhoneNumber number =
        caller.hidden()
            ? HIDDEN
            : new PhoneNumber("+97254%07d".formatted(1_000_000 + callers.incrementAndGet()));
    prepare(caller.before(), number);
    CallPlan plan =
        CallPlan.of(
            caller.script(), DemoStory.sounds(prompts, CallerClips.shipped(), caller.sounds()));
    CallReport report = carrier.call(plan, settings.withCaller(number)).await(LONGEST_CALL);
    var sid = new CallSid(report.callSid());
    Stores stores = server.stores();
    List<Said> said = new ArrayList<>(prompts(report));
    said.addAll(heardWords == null ? words(report, stores.turns()) : heardWords.apply(report));
    return new HeardCall(
        report,
        server.config().business().locale().country(),
        said,
        stores.toolCalls().findByCall(sid),
        stores.leads().find(sid).orElse(null),
        stores.calls().find(sid).map(LoggedCall::outcome).orElse(null));
  }

  /// Writes down what was before the call.
  private void prepare(List<StoryLine.Before> before, PhoneNumber number) {
    Stores stores = server.stores();
    long business = server.config().business().id();
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    for (StoryLine.Before each : before) {
      switch (each) {
        case StoryLine.Knows(var title, var text) -> {
          var draft =
              new KnowledgeSource.Draft(
                  business, KnowledgeSource.Kind.FILE, title, Passages.of(text));
          stores.knowledge().put(draft, "story", yesterday);
        }
        case StoryLine.EarlierCall(var with) ->
            stores
                .leads()
                .save(
                    new Lead(
                        new CallSid("CA%032d".formatted(callers.incrementAndGet())),
                        business,
                        number,
                        number,
                        null,
                        null,
                        null,
                        LeadState.COMPLETE,
                        yesterday,
                        with.get("subject"),
                        with.get("name")));
      }
    }
  }

  /// The fixed sentences that were heard.
  private List<Said> prompts(CallReport report) {
    Duration answered = HeardCall.answered(report);
    return report
        .moments(CallMoment.AgentSpoke.class)
        .flatMap(
            spoke ->
                Arrays.stream(Prompt.values())
                    .filter(prompt -> prompt.id().equals(spoke.prompt()))
                    .map(prompt -> new Said(prompts.text(prompt), spoke.from().minus(answered))))
        .toList();
  }

  /// What was heard of the agent's answers, according to the ledger.
  private static List<Said> words(CallReport report, TurnStore turns) {
    Duration begun =
        report
            .moments(CallMoment.StreamOpened.class)
            .map(opened -> opened.at().minus(HeardCall.answered(report)))
            .findFirst()
            .orElse(Duration.ZERO);
    var said = new ArrayList<Said>();
    turns.findByCall(new CallSid(report.callSid())).stream()
        .filter(turn -> turn.speaker() == Speaker.AGENT && turn.about().equals("answer"))
        .forEach(
            turn -> {
              String words = turn.words();
              if (words != null) {
                said.add(new Said(words, begun.plus(turn.from())));
              }
            });
    return said;
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
  }
}
