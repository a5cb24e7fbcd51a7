package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.HandOverMode;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.business.TransferTargets;
import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.HandOver.Outcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialOutcome;
import app.kolan.simulator.DialledLeg;
import app.kolan.simulator.Edge;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.script.Sounds;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers whom an agent hands over, from their words to those of who took the call, or did not.
@Tag("socket")
class HandOverCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String KEY = "stand-in-key";
  private static final PhoneNumber RUTH = new PhoneNumber("+972502345678");
  private static final PhoneNumber IGOR = new PhoneNumber("+972503456789");
  private static final PhoneNumber AWAY = new PhoneNumber("+972504567890");
  private static final double IN_A_HURRY = 2;

  /// Of the ringing in Israel.
  private static final Duration BETWEEN_TONES = Duration.ofSeconds(3);

  private static final int LOUDEST_OF_SILENCE = 100;

  private static final String ASKS =
      """
      agent says ask_reason within 60s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 60s
      """;

  /// He waits long enough to be connected.
  private static final String TAKES_IT =
      """
      agent speaks within 60s
      caller presses 1
      caller waits 20s
      caller says "hello" for 1s
      caller hangs up
      """;

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(clips(), KEY);
  private final OpenAiChatStub model =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final Queue<List<ChatTurn>> afterwards = new ConcurrentLinkedQueue<>();

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }

  @BeforeEach
  void open() {
    speechToText.start();
    model.start();
    voice.start();
    model.answerWith(
        (_, turns, tools) -> {
          if (tools.stream().anyMatch(tool -> tool.name().equals("write_summary"))) {
            return ModelReply.words("אין.");
          }
          if (!(turns.getLast() instanceof ChatTurn.Outcome(var tool, var result))) {
            return ModelReply.use(
                "transfer_to_human", "{\"to\":\"ruth\",\"reason\":\"תור לשיננית\"}");
          }
          if (tool.equals("do_not_call")) {
            return ModelReply.words("רשמתי, להתראות.").andUse("end_call", "{}");
          }
          if (!result.contains("Nobody took the call")) {
            return ModelReply.words("רגע, בודקים מי פנוי.");
          }
          afterwards.add(turns);
          return ModelReply.use("do_not_call", "{}");
        });
  }

  @AfterEach
  void close() {
    speechToText.close();
    model.close();
    voice.close();
  }

  @ParameterizedTest
  @ValueSource(strings = "webhook /webhook/hand_over_key is sent twice once")
  void who_presses_1_has_been_told_and_has_the_caller(String fault) throws Exception {
    try (var fixture = new Fixture(fault)) {
      fixture.carrier.answerAt(RUTH, fixture.onceTold(callee(TAKES_IT)));

      CallReport report = fixture.call(ASKS + "call ends within 200s\n");

      assertThat(fixture.alerts).singleElement().satisfies(HandOverCallsTest::isWhatWasSaidSoFar);

      assertThat(report.failures()).isEmpty();
      DialledLeg leg = fixture.carrier.dialledLegs().getFirst();
      assertThat(leg.bridged()).isTrue();
      assertThat(leg.failures()).isEmpty();
      assertThat(said(leg)).contains("the clinic", "תור לשיננית", "1");
      assertThat(dials(report)).singleElement().matches(Verb.Dial::answerOnBridge);
      assertThat(fixture.handOver(report).state()).isEqualTo(HandOver.State.TAKEN);
      assertThat(fixture.logged(report).outcome()).isEqualTo(CallOutcome.HANDED_OVER);
      assertThat(afterwards).isEmpty();
    }
  }

  /// The human hears of the call while his phone rings, when the page of it has the words so far.
  private static void isWhatWasSaidSoFar(Told alert) {
    assertThat(alert.facts().path("alert").asText()).isEqualTo("hand-over");
    assertThat(alert.facts().path("detail").asText()).isEqualTo("תור לשיננית");
    assertThat(alert.state()).as("nobody has answered yet").isEqualTo(HandOver.State.RINGING);
    assertThat(alert.words()).contains(CallerClips.shipped().text("reason_appointment"));
  }

  /// An alert that arrived, and what was known in that moment.
  private record Told(JsonNode facts, HandOver.State state, String words) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agent speaks within 60s;caller presses 2;call ends within 60s | | DECLINED",
        "call ends within 90s | | DECLINED",
        "agent speaks within 60s;caller hangs up | | DECLINED",
        "call ends within 90s | webhook /webhook/hand_over_ask is answered 502 | DECLINED",
        "NO ANSWER | webhook /webhook/dial_ended is sent twice once | NO_ANSWER",
      })
  void when_nobody_takes_the_call_the_agent_goes_on_with_what_was_said(
      String human, String fault, Outcome outcome) throws Exception {
    try (var fixture = new Fixture(fault == null ? "" : fault, List.of())) {
      fixture.carrier.answerAt(
          RUTH,
          human.equals("NO ANSWER")
              ? callee("call ends").with(new DialOutcome.NoAnswer())
              : callee(human.replace(';', '\n')));

      CallReport report =
          fixture.call(
              ASKS
                  + """
                  agent says transfer_failed within 200s
                  agent speaks within 60s
                  call ends within 100s
                  """);

      assertThat(report.failures()).isEmpty();
      boolean isAskedTwice = human.equals("call ends within 90s") && fault == null;
      assertThat(heardItRing(report))
          .as("all the while that somebody is rung, and asked")
          .isGreaterThan(Duration.ofSeconds(isAskedTwice ? 10 : 0));
      assertThat(fixture.carrier.dialledLegs()).noneMatch(DialledLeg::bridged);
      HandOver over = fixture.handOver(report);
      assertThat(over.state()).isEqualTo(HandOver.State.RETURNED);
      assertThat(over.outcomes()).containsExactly(outcome);
      assertThat(fixture.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(fixture.logged(report).handOverTo()).isNull();
      assertThat(afterwards).hasSize(1);
      assertThat(afterwards.element())
          .as("the model knows what the caller said before")
          .anyMatch(
              turn ->
                  turn instanceof ChatTurn.FromUser(var words)
                      && words.contains(CallerClips.shipped().text("reason_appointment")));
      assertThat(fixture.server.outbound().doNotCall().sources(1, fixture.logged(report).caller()))
          .as("what the caller asked the agent for afterwards")
          .containsExactly(Source.PERSON);
      assertThat(fixture.server.stores().turns().findByCall(new CallSid(report.callSid())))
          .as("the turns of both streams are one conversation")
          .isSortedAccordingTo((one, other) -> one.from().compareTo(other.from()))
          .filteredOn(turn -> turn.about().equals("answer"))
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void who_is_busy_is_followed_by_the_next_one_and_who_is_away_is_not_rung() throws Exception {
    try (var fixture = new Fixture("webhook /webhook/dial_ended is sent twice once")) {
      fixture.carrier.answerAt(RUTH, callee("call ends").with(new DialOutcome.Busy()));
      fixture.carrier.answerAt(AWAY, callee(TAKES_IT));
      fixture.carrier.answerAt(IGOR, callee(TAKES_IT));

      CallReport report = fixture.call(ASKS + "call ends within 200s\n");

      assertThat(report.failures()).isEmpty();
      assertThat(dials(report))
          .extracting(Verb.Dial::number)
          .startsWith(RUTH.value())
          .contains(IGOR.value())
          .doesNotContain(AWAY.value());
      DialledLeg leg = fixture.carrier.dialledLegs().getLast();
      assertThat(leg.number()).isEqualTo(IGOR);
      assertThat(leg.bridged()).isTrue();
      assertThat(said(leg)).as("in his language").contains("нажмите 1");
      assertThat(fixture.handOver(report).outcomes()).containsExactly(Outcome.BUSY);
      assertThat(fixture.handOver(report).state()).isEqualTo(HandOver.State.TAKEN);
    }
  }

  @Test
  void a_caller_who_hangs_up_while_it_rings_was_not_handed_over() throws Exception {
    try (var fixture = new Fixture("caller hangs up at dial")) {
      fixture.carrier.answerAt(RUTH, callee(TAKES_IT));

      CallReport report = fixture.call(ASKS + "call ends within 200s\n");

      Await.until(
          "it is known that the caller is gone",
          () -> fixture.handOver(report).state() == HandOver.State.LEFT);
      assertThat(fixture.logged(report).outcome()).isEqualTo(CallOutcome.HUNG_UP);
      assertThat(fixture.carrier.dialledLegs()).noneMatch(DialledLeg::bridged);
    }
  }

  /// How long the caller heard it ring, without more silence than there is between two tones.
  private static Duration heardItRing(CallReport report) {
    List<CallMoment.Rang> rang = report.moments(CallMoment.Rang.class).toList();
    assertThat(rang).isNotEmpty().extracting(CallMoment.Rang::country).containsOnly("il");
    Mulaw heard = report.agentSide().toMulaw();
    Duration whole = Duration.ZERO;
    int quiet = 0;
    for (CallMoment.Rang part : rang) {
      whole = whole.plus(part.to()).minus(part.from());
      for (int at = bytes(part.from()); at < bytes(part.to()); at += Mulaw.FRAME) {
        quiet = isQuiet(heard.slice(at, at + Mulaw.FRAME)) ? quiet + 1 : 0;
        assertThat(Mulaw.FRAME_LENGTH.multipliedBy(quiet)).isLessThanOrEqualTo(BETWEEN_TONES);
      }
    }
    return whole;
  }

  private static int bytes(Duration length) {
    return (int) length.dividedBy(Mulaw.FRAME_LENGTH) * Mulaw.FRAME;
  }

  private static boolean isQuiet(Mulaw frame) {
    Pcm pcm = frame.toPcm();
    return IntStream.range(0, pcm.length()).allMatch(i -> Math.abs(pcm.at(i)) < LOUDEST_OF_SILENCE);
  }

  private static Callee callee(String script) throws Exception {
    return Callee.answering(CallPlan.of(Script.parse(script), Sounds.NONE), Duration.ofSeconds(1));
  }

  private static String said(DialledLeg leg) {
    return leg.moments(CallMoment.SayStarted.class).findFirst().orElseThrow().text();
  }

  private static List<Verb.Dial> dials(CallReport report) {
    return report
        .moments(CallMoment.TwimlJudged.class)
        .map(CallMoment.TwimlJudged::reading)
        .filter(TwimlReading.Understood.class::isInstance)
        .flatMap(reading -> ((TwimlReading.Understood) reading).twiml().verbs().stream())
        .filter(Verb.Dial.class::isInstance)
        .map(Verb.Dial.class::cast)
        .toList();
  }

  /// A server and its carrier.
  private final class Fixture implements AutoCloseable {
    final PhoneServer server;
    final Carrier carrier;
    final Queue<Told> alerts = new ConcurrentLinkedQueue<>();
    private final HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    Fixture(String faults) throws Exception {
      this(faults, List.of("away", "igor"));
    }

    /// @param afterRuth who is rung when she does not take the call
    Fixture(String faults, List<String> afterRuth) throws Exception {
      server = Servers.ofDirectory(data, BusinessDirectory.ofOne(clinic(afterRuth)));
      receiver.createContext("/", this::told);
      receiver.start();
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                  .withEdge(
                      new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + server.port())))
                  .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                  .withFaults(Faults.parse(faults, 1))
                  .withPace(IN_A_HURRY));
    }

    private BusinessSettings clinic(List<String> afterRuth) {
      var never = new OpeningHours(ZoneId.of("Asia/Jerusalem"), Map.of(), Map.of(), null);
      var profile =
          BusinessProfile.builder()
              .handOver(HandOverMode.WARM)
              .localTools(true)
              .alerts(
                  List.of(
                      new AlertRule(
                          AlertRule.Channel.WEBHOOK,
                          "http://127.0.0.1:%d/".formatted(receiver.getAddress().getPort()),
                          Set.of(AlertKind.HAND_OVER),
                          QuietTimes.NONE,
                          new Secret(KEY),
                          null,
                          null)))
              .transfers(
                  new TransferTargets(
                      List.of(
                          new Target("ruth", RUTH, "teeth", null, null, afterRuth),
                          new Target("away", AWAY, "", null, never, List.of()),
                          new Target("igor", IGOR, "", "ru", null, List.of()))))
              .build();
      return new BusinessSettings(
          1,
          new Business(Business.FIRST, "the clinic", null, AnswerMode.CONVERSE, profile),
          new AccountTokens(TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN))),
          new ProviderSelection(
              List.of(),
              List.of(at("deepgram", speechToText.socketUrl())),
              List.of(at("openai", URI.create(model.url() + "/v1"))),
              List.of(at("azure", voice.url()))),
          null);
    }

    CallReport call(String script) throws Exception {
      return carrier
          .call(CallPlan.of(Script.parse(script), Story.SOUNDS))
          .await(Duration.ofSeconds(200));
    }

    /// The same person, who takes up his telephone once he has been told of the call.
    Callee onceTold(Callee person) {
      CallPlan plan = person.plan();
      Supplier<ScriptedCaller> patient =
          () -> {
            Await.until("he has been told", () -> !alerts.isEmpty());
            return plan.caller().get();
          };
      return new Callee(
          person.outcome(),
          new CallPlan(patient, plan.listener(), plan.faults()),
          person.answeredBy(),
          person.detectedAfter());
    }

    private void told(HttpExchange exchange) throws IOException {
      JsonNode facts = new ObjectMapper().readTree(exchange.getRequestBody());
      var call = new CallSid(facts.path("call").asText());
      alerts.add(
          new Told(
              facts,
              server.stores().handOvers().findByCall(call).orElseThrow().state(),
              server.stores().turns().findByCall(call).stream()
                  .map(turn -> String.valueOf(turn.words()))
                  .collect(Collectors.joining("\n"))));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    }

    LoggedCall logged(CallReport report) {
      return server.stores().calls().find(new CallSid(report.callSid())).orElseThrow();
    }

    HandOver handOver(CallReport report) {
      return server.stores().handOvers().findByCall(new CallSid(report.callSid())).orElseThrow();
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
      receiver.stop(0);
    }
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "a-voice", "he-IL", ProviderTimeouts.USUAL);
  }
}
