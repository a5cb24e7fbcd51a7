package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who calls when as many talk as may.
@Tag("socket")
class BusyLinesTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final Duration LONGEST_CALL = Duration.ofSeconds(50);
  private static final CallLimits ONE = new CallLimits(1, CallLimits.UNLIMITED);

  /// Hears the first question, and has heard enough.
  private static final String TALKS =
      """
      agent says greeting within 40s
      agent says ask_reason within 40s
      caller hangs up
      """;

  private static final String TALKS_TO_THE_GOODBYE =
      """
      agent says greeting within 40s
      agent says ask_reason within 40s
      caller waits for silence
      caller says reason_appointment
      agent says ask_name within 40s
      caller waits for silence
      caller says name_dana
      agent says offer_own_number within 40s
      caller waits for silence
      caller presses 1
      agent says thanks_goodbye within 40s
      call ends within 40s
      """;

  private static final String MONTH_IS_USED_UP =
      """
      agent says greeting within 40s
      agent says cannot_answer within 40s
      caller waits for silence
      caller says message_long
      agent says message_thanks within 40s
      call ends within 40s
      """;

  private static final String LEAVES_A_MESSAGE =
      """
      agent says greeting within 40s
      agent says line_full within 40s
      agent says voicemail within 40s
      caller waits for silence
      caller says message_long
      agent says message_thanks within 40s
      call ends within 40s
      """;

  @TempDir private Path data;
  private int port;
  private Carrier carrier;
  private PhoneServer server;

  @BeforeEach
  void open() throws IOException {
    port = FreePort.find();
    carrier =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                .withPace(4));
    server = Servers.forCarrier(data, port, carrier.restUrl(), ONE);
  }

  @AfterEach
  void stop() {
    carrier.close();
    server.close();
  }

  @Test
  void the_second_caller_leaves_a_message_the_first_talks_on_and_the_third_talks_again()
      throws Exception {
    var talking = new CountDownLatch(1);
    SimulatedCall first =
        call(
            Script.parse(TALKS_TO_THE_GOODBYE),
            moment -> {
              if (moment instanceof CallMoment.StreamOpened) {
                talking.countDown();
              }
            });
    assertThat(talking.await(60, TimeUnit.SECONDS)).isTrue();

    CallReport second = call(Script.parse(LEAVES_A_MESSAGE), _ -> {}).await(LONGEST_CALL);
    CallReport talked = first.await(LONGEST_CALL);
    CallReport third = call(Script.parse(TALKS), _ -> {}).await(LONGEST_CALL);

    assertThat(second.failures()).isEmpty();
    assertThat(second.problems()).isEmpty();
    assertThat(second.moments(CallMoment.StreamOpened.class)).isEmpty();
    var left = new CallSid(second.callSid());
    assertThat(server.stores().recordings().findByCall(left)).hasSize(1);
    assertThat(server.stores().leads().find(left).orElseThrow().recording())
        .isEqualTo(server.stores().recordings().findByCall(left).getFirst().sid());
    assertThat(talked.failures()).isEmpty();
    assertThat(logged(talked).outcome()).isEqualTo(CallOutcome.FINISHED);
    assertThat(third.failures()).isEmpty();
    assertThat(third.moments(CallMoment.StreamOpened.class)).hasSize(1);
  }

  @Test
  void the_limit_of_a_business_leads_its_second_caller_to_a_message(@TempDir Path other)
      throws Exception {
    restart(other, new BusinessLimits(1, BusinessLimits.UNLIMITED));
    var talking = new CountDownLatch(1);
    SimulatedCall first =
        call(
            Script.parse(TALKS_TO_THE_GOODBYE),
            moment -> {
              if (moment instanceof CallMoment.StreamOpened) {
                talking.countDown();
              }
            });
    assertThat(talking.await(60, TimeUnit.SECONDS)).isTrue();

    leavesAMessage();
    CallReport talked = first.await(LONGEST_CALL);

    assertThat(talked.failures()).isEmpty();
    assertThat(logged(talked).outcome()).isEqualTo(CallOutcome.FINISHED);
    assertThat(page(server, "/metrics"))
        .contains("kolan_calls_turned_away_total{limit=\"business_calls\"} 1.0");
  }

  @Test
  void who_calls_when_the_minutes_of_the_month_are_used_up_leaves_a_message(@TempDir Path other)
      throws Exception {
    restart(other, new BusinessLimits(BusinessLimits.UNLIMITED, 1));
    assertThat(call(Script.parse(TALKS), _ -> {}).await(LONGEST_CALL).failures()).isEmpty();

    leavesAMessage(MONTH_IS_USED_UP);

    assertThat(page(server, "/metrics"))
        .contains("kolan_calls_turned_away_total{limit=\"business_minutes\"} 1.0")
        .contains("kolan_limits_near_total 1.0");
  }

  @Test
  void who_calls_when_the_cost_of_the_month_is_used_up_leaves_a_message(@TempDir Path other)
      throws Exception {
    Path prices = other.resolve("prices.yaml");
    Files.writeString(
        prices,
        "prices: [{job: telephony, provider: twilio, model: inbound, minute: 0.5,"
            + " date: 2026-11-29, source: here}]");
    server.close();
    server =
        Servers.forCarrier(
            other.resolve("data"),
            port,
            carrier.restUrl(),
            new BusinessLimits(
                BusinessLimits.UNLIMITED, BusinessLimits.UNLIMITED, new BigDecimal("0.5")),
            prices);
    assertThat(call(Script.parse(TALKS), _ -> {}).await(LONGEST_CALL).failures()).isEmpty();

    leavesAMessage(MONTH_IS_USED_UP);

    assertThat(page(server, "/metrics"))
        .contains("kolan_calls_turned_away_total{limit=\"business_cost\"} 1.0")
        .contains("kolan_limits_near_total 1.0");
  }

  private void restart(Path other, BusinessLimits limits) throws IOException {
    server.close();
    server = Servers.forCarrier(other, port, carrier.restUrl(), limits);
  }

  /// A call that does not talk, whose message becomes a lead.
  private void leavesAMessage() throws Exception {
    leavesAMessage(LEAVES_A_MESSAGE);
  }

  private void leavesAMessage(String script) throws Exception {
    CallReport report = call(Script.parse(script), _ -> {}).await(LONGEST_CALL);
    assertThat(report.failures()).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(report.moments(CallMoment.StreamOpened.class)).isEmpty();
    var left = new CallSid(report.callSid());
    assertThat(server.stores().leads().find(left).orElseThrow().recording())
        .isEqualTo(server.stores().recordings().findByCall(left).getFirst().sid());
  }

  @Test
  void who_hangs_up_while_the_greeting_plays_gives_the_place_back() throws Exception {
    CallReport first =
        call(Script.parse("fault: caller hangs up at greeting\n" + TALKS), _ -> {})
            .await(LONGEST_CALL);
    assertThat(first.moments(CallMoment.StreamOpened.class)).isEmpty();

    CallReport second = call(Script.parse(TALKS), _ -> {}).await(LONGEST_CALL);

    assertThat(second.failures()).isEmpty();
  }

  @Test
  void a_socket_that_cannot_be_opened_gives_the_place_back() throws Exception {
    call(
            Script.parse(
                """
                fault: handshake is answered 403
                agent says stream_broken within 40s
                caller hangs up
                """),
            _ -> {})
        .await(LONGEST_CALL);

    assertThat(call(Script.parse(TALKS), _ -> {}).await(LONGEST_CALL).failures()).isEmpty();
  }

  @Test
  void health_and_metrics_show_the_limits_and_who_was_turned_away(@TempDir Path other)
      throws Exception {
    server.close();
    server = Servers.withLimits(other, AnswerMode.CONVERSE, new CallLimits(1, 30));
    TwilioByHand twilio = TwilioByHand.calling(server.port());

    assertThat(incoming(twilio, 1)).contains("<Connect");
    assertThat(incoming(twilio, 1)).contains("<Connect");
    assertThat(incoming(twilio, 2)).contains("line_full_he", "<Record").doesNotContain("<Connect");

    assertThat(server.stores().calls().find(sid(2))).isPresent();
    assertThat(page(server, "/health")).contains("\"mostCalls\":1,\"mostNewCalls\":30");
    assertThat(page(server, "/metrics"))
        .contains("kolan_calls_admitted 1.0")
        .contains("kolan_calls_turned_away_total{limit=\"calls\"} 1.0")
        .contains("kolan_calls_turned_away_total{limit=\"new_calls\"} 0.0");
  }

  @Test
  void listening_takes_a_place_too(@TempDir Path other) throws Exception {
    server.close();
    server = Servers.withLimits(other, AnswerMode.LISTEN, ONE);
    TwilioByHand twilio = TwilioByHand.calling(server.port());

    assertThat(incoming(twilio, 1)).contains("<Start");
    assertThat(incoming(twilio, 2)).contains("line_full_he", "<Record").doesNotContain("<Start");
  }

  private SimulatedCall call(Script script, Consumer<CallMoment> listener) {
    return carrier.call(CallPlan.of(script, Story.SOUNDS).withListener(listener));
  }

  private LoggedCall logged(CallReport report) {
    return server.stores().calls().find(new CallSid(report.callSid())).orElseThrow();
  }

  private static CallSid sid(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  private static String incoming(TwilioByHand twilio, int number) throws Exception {
    return twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(sid(number).value())).body();
  }

  private static String page(PhoneServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + path);
    return TwilioByHand.calling(server.port()).send(HttpRequest.newBuilder(uri).GET()).body();
  }
}
