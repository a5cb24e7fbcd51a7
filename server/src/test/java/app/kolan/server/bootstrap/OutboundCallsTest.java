package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.OutboundCalls.CallBack;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.TimelineEntry;
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
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that a server places through the simulated carrier, from the order to what both people
/// have heard and the store has kept.
@Tag("socket")
class OutboundCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber OURS = new PhoneNumber("+972720000002");
  private static final PhoneNumber OWNER = new PhoneNumber("+972502345678");
  private static final PhoneNumber DANA = new PhoneNumber("+972501112233");
  private static final PhoneNumber RUTH = new PhoneNumber("+972541112244");
  private static final CallSid LEAD = new CallSid("CA11111111111111111111111111111111");
  private static final double IN_A_HURRY = 4;
  private static final AuditActor ACTOR = new AuditActor("user:7", null);

  private static final String TAKES_IT =
      """
      agent speaks within 240s
      caller presses 1
      caller waits 8s
      caller says "it is about the boiler" for 1s
      call ends within 360s
      """;

  private static final String TALKS =
      """
      caller waits 3s
      caller says "hello" for 1s
      agent speaks within 360s
      caller waits 1s
      caller hangs up
      """;

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rest loses the answer to a new call once",
        "status callbacks are doubled",
        "status callbacks are reordered",
        "webhook /webhook/outgoing_key is sent twice once",
        "webhook /webhook/outgoing_call is sent twice once"
      })
  void owner_and_caller_are_connected_once_and_the_lead_knows_it(String fault) throws Exception {
    try (var fixture = new Fixture(data, fault, true)) {
      fixture.leadOfDana();
      fixture.carrier.answerAt(OWNER, Callee.answering(plan(TAKES_IT), Duration.ofSeconds(1)));
      fixture.carrier.answerAt(DANA, Callee.answering(plan(TALKS), Duration.ofSeconds(1)));

      CallOrder order = fixture.order("tap");
      assertThat(fixture.order("tap").id()).isEqualTo(order.id());
      CallOrder over = fixture.over(order);

      assertThat(over.result()).isEqualTo(CallResult.TALKED);
      assertThat(over.progress().legSeconds()).isPositive();
      CallReport owners = fixture.onlyCall();
      assertThat(owners.failures()).isEmpty();
      assertThat(owners.callSid()).isEqualTo(String.valueOf(over.call()));
      assertThat(owners.moments(CallMoment.SayStarted.class))
          .anySatisfy(said -> assertThat(said.text()).contains("דנה").contains("1"));
      DialledLeg danas = fixture.carrier.dialledLegs().getFirst();
      assertThat(fixture.carrier.dialledLegs()).hasSize(1);
      assertThat(danas.failures()).isEmpty();
      assertThat(danas.bridged()).isTrue();
      assertThat(danas.callerId()).isEqualTo(OURS);
      assertThat(danas.moments(CallMoment.SayStarted.class))
          .as("she is told that she is recorded")
          .hasSize(1);
      assertThat(owners.moments(CallMoment.AgentSpoke.class)).hasSizeGreaterThan(1);
      assertThat(fixture.called()).hasSize(1);
      assertThat(fixture.called().getFirst().detail()).contains("TALKED");
      assertThat(fixture.promise().state()).isEqualTo(Promise.State.KEPT);
      Recording kept =
          Await.until(() -> fixture.recordings(over), found -> isHere(found)).getFirst();
      assertThat(data.resolve(String.valueOf(kept.audioFile()))).isNotEmptyFile();
      assertThat(fixture.server.outbound().store().find(order.id()).orElseThrow().recording())
          .isEqualTo(kept.sid());
      assertThat(owners.moments(CallMoment.SayStarted.class))
          .as("who is rung is told, too")
          .anySatisfy(said -> assertThat(said.text()).contains("מוקלטת"));
    }
  }

  @Test
  void a_call_that_nobody_answers_and_of_which_nothing_is_told_is_found_at_twilio()
      throws Exception {
    String faults = "rest loses the answer to a new call once\nstatus callbacks are missing";
    try (var fixture = new Fixture(data, faults, false)) {
      fixture.leadOfDana();
      fixture.carrier.answerAt(
          OWNER, Callee.answering(plan(TALKS)).with(new DialOutcome.NoAnswer()));

      CallOrder over = fixture.over(fixture.order("tap"));

      assertThat(over.result()).isEqualTo(CallResult.RING_NOT_REACHED);
      assertThat(fixture.carrier.calls()).hasSize(1);
      assertThat(fixture.called()).hasSize(1);
    }
  }

  @Test
  void of_two_that_ring_one_phone_and_are_in_doubt_neither_takes_the_others_call()
      throws Exception {
    String faults = "rest loses the answer to a new call\nstatus callbacks are missing";
    try (var fixture = new Fixture(data, faults, false)) {
      fixture.leadOfDana();
      fixture.carrier.answerAt(
          OWNER, Callee.answering(plan(TALKS)).with(new DialOutcome.NoAnswer()));
      CallOrder dana = fixture.order("dana");
      CallOrder ruth = ((Ordered.Taken) fixture.ordered("ruth", RUTH)).order();

      Await.until(
          "both are in doubt", () -> fixture.isLeftInDoubt(dana) && fixture.isLeftInDoubt(ruth));

      assertThat(fixture.carrier.calls()).hasSize(2);
      assertThat(fixture.called()).isEmpty();
    }
  }

  @Test
  void who_is_not_rung_or_not_reached_keeps_the_promise_open() throws Exception {
    try (var fixture = new Fixture(data, "", false)) {
      fixture.leadOfDana();
      fixture.carrier.answerAt(OWNER, Callee.answering(plan("call ends within 360s")));
      CallOrder voicemail = fixture.over(fixture.order("first"));
      assertThat(voicemail.result()).isEqualTo(CallResult.NOT_TAKEN);
      assertThat(fixture.onlyCall().moments(CallMoment.Dialled.class)).isEmpty();

      fixture.carrier.answerAt(OWNER, Callee.answering(plan(TAKES_IT)));
      fixture.carrier.answerAt(DANA, Callee.answering(plan(TALKS)).with(new DialOutcome.Busy()));
      CallOrder busy = fixture.over(fixture.order("second"));

      assertThat(busy.result()).isEqualTo(CallResult.NOT_REACHED);
      assertThat(fixture.promise().state()).isEqualTo(Promise.State.OPEN);
      assertThat(fixture.called())
          .extracting(entry -> entry.detail().contains("NOT_REACHED"))
          .containsExactly(true, false);

      assertThat(fixture.refusal("third", new PhoneNumber("+14155550123")))
          .isEqualTo(Refusal.COUNTRY);
      assertThat(fixture.refusal("third", OWNER)).isEqualTo(Refusal.SAME_NUMBER);
      fixture
          .server
          .outbound()
          .doNotCall()
          .add(1, List.of(DANA), Source.PERSON, "x", Instant.now());
      assertThat(fixture.refusal("third", DANA)).isEqualTo(Refusal.DO_NOT_CALL);
      assertThat(fixture.carrier.calls()).hasSize(2);
    }
  }

  @Test
  void of_who_could_not_be_told_nothing_is_kept() throws Exception {
    try (var fixture =
        new Fixture(data, "webhook /webhook/outgoing_notice is answered 502", true)) {
      fixture.leadOfDana();
      fixture.carrier.answerAt(OWNER, Callee.answering(plan(TAKES_IT), Duration.ofSeconds(1)));
      fixture.carrier.answerAt(DANA, Callee.answering(plan(TALKS), Duration.ofSeconds(1)));

      CallOrder over = fixture.over(fixture.order("tap"));
      CallReport _ = fixture.onlyCall();

      assertThat(fixture.recordings(over)).isEmpty();
      assertThat(fixture.server.outbound().store().find(over.id()).orElseThrow().recording())
          .isNull();
    }
  }

  private static boolean isHere(List<Recording> recordings) {
    return recordings.stream().anyMatch(found -> found.state() == RecordingState.STORED);
  }

  private static CallPlan plan(String script) throws Exception {
    return CallPlan.of(Script.parse(script), Sounds.NONE);
  }

  /// A server and its carrier.
  private static final class Fixture implements AutoCloseable {
    final Carrier carrier;
    final PhoneServer server;

    Fixture(Path data, String faults, boolean records) throws Exception {
      int port = FreePort.find();
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withRecordingReadyAfter(Duration.ofMillis(100))
                  .withFaults(Faults.parse(faults, 1))
                  .withPace(IN_A_HURRY));
      var calling = CallingSettings.usual(QuietTimes.NONE).recorded(records);
      var business =
          new Business(
              Business.FIRST,
              "test",
              OWNER,
              AnswerMode.VOICEMAIL,
              BusinessProfile.builder().calling(calling).build());
      server = Servers.forCarrier(data, port, carrier.restUrl(), business);
    }

    /// Dana has called, and was promised a call.
    void leadOfDana() {
      Instant now = Instant.now();
      server
          .stores()
          .calls()
          .addArrival(LEAD, TwilioByHand.ACCOUNT, 1, 1, DANA, OURS, "t".repeat(32), now);
      server
          .stores()
          .recordings()
          .announce(
              new RecordingSid("RE11111111111111111111111111111111"),
              LEAD,
              Duration.ofSeconds(3),
              now);
      var _ =
          server
              .crm()
              .stores()
              .promises()
              .add(
                  new Promise.Draft(
                      1, LEAD, null, DANA, "call back", now.plusSeconds(3600), null, "agent", "p"),
                  now);
    }

    CallOrder order(String key) {
      return ((Ordered.Taken) ordered(key, DANA)).order();
    }

    Refusal refusal(String key, PhoneNumber number) {
      return ((Ordered.Refused) ordered(key, number)).why();
    }

    private Ordered ordered(String key, PhoneNumber number) {
      return server
          .outbound()
          .callBack(new CallBack(1, key, number, null, LEAD, null, "הדוד", "דנה", false, ACTOR));
    }

    boolean isLeftInDoubt(CallOrder order) {
      CallOrder now = server.outbound().store().find(order.id()).orElseThrow();
      return now.call() == null && String.valueOf(now.problem()).contains("another order's");
    }

    CallOrder over(CallOrder order) {
      return Await.until(
          () -> server.outbound().store().find(order.id()).orElseThrow(),
          now -> now.state() == CallOrder.State.OVER);
    }

    List<Recording> recordings(CallOrder order) {
      return server.stores().recordings().findByCall(Objects.requireNonNull(order.call()));
    }

    CallReport onlyCall() throws Exception {
      List<SimulatedCall> calls = carrier.calls();
      assertThat(calls).hasSize(1);
      return calls.getFirst().await(Duration.ofSeconds(200));
    }

    List<TimelineEntry> called() {
      return server.crm().stores().leads().timeline(1, LEAD, PagePosition.NEWEST, 50).stream()
          .filter(entry -> entry.kind() == TimelineEntry.Kind.OUTGOING_CALL)
          .toList();
    }

    Promise promise() {
      return server
          .crm()
          .stores()
          .promises()
          .find(app.kolan.server.store.PromiseQuery.first(1, 5))
          .getFirst();
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
