package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.RecordingState;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole calls over real sockets, from the first ring to the last status callback, with the
/// simulated carrier in a hurry.
@Tag("socket")
class SimulatedCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  private static final double IN_A_HURRY = 4;

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaves_a_message",
        "interrupts_the_question",
        "coughs_into_a_question",
        "keys_another_number",
        "says_nothing",
        "adds_something_to_the_goodbye"
      })
  void a_story_is_the_same_over_real_sockets(String story) throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.CONVERSE, null)) {
      CallReport report = fixture.call(Story.fromCall(story));

      assertThat(report.failures()).isEmpty();
      assertThat(report.problems()).allMatch(Problems.STREAM_CLOSED::equals);
      assertThat(report.endedByServer()).isTrue();
      LoggedCall call = fixture.logged(report);
      assertThat(call.outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
      assertThat(call.length()).isNotNull();
    }
  }

  @Test
  void a_caller_who_wants_a_human_is_connected() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.CONVERSE, HUMAN)) {
      CallReport report = fixture.call(Story.fromCall("wants_a_human"));

      assertThat(report.moments(CallMoment.Dialled.class))
          .isNotEmpty()
          .allSatisfy(dialled -> assertThat(dialled.number()).isEqualTo(HUMAN));
      assertThat(fixture.logged(report).outcome()).isEqualTo(CallOutcome.HANDED_OVER);
    }
  }

  @Test
  void who_says_nothing_when_the_stream_broke_is_connected_to_a_human() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.CONVERSE, HUMAN)) {
      CallReport report =
          fixture.call(
              script(
                  """
                  fault: handshake is answered 403
                  agent says greeting within 40s
                  agent says stream_broken within 40s
                  caller waits 40s
                  """));

      assertThat(report.moments(CallMoment.Recorded.class))
          .singleElement()
          .satisfies(recorded -> assertThat(recorded.recordingSid()).isNull());
      assertThat(report.moments(CallMoment.Dialled.class))
          .last()
          .satisfies(
              dialled -> {
                assertThat(dialled.number()).isEqualTo(HUMAN);
                assertThat(dialled.status()).isEqualTo("completed");
              });
    }
  }

  @Test
  void a_caller_on_a_half_open_socket_is_fetched_back_and_leaves_a_message() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.CONVERSE, null)) {
      CallReport report =
          fixture.call(
              script(
                  """
                  fault: socket goes half-open at frame 100
                  agent says greeting within 40s
                  agent says stream_broken within 40s
                  caller waits for silence
                  caller says message_long
                  agent says message_thanks within 40s
                  call ends within 40s
                  """));

      assertThat(report.failures()).isEmpty();
      assertThat(report.moments(CallMoment.Recorded.class)).hasSize(1);
      assertThat(secondsWithoutTheAgent(report))
          .as("six seconds of real time, and what the check's second adds")
          .isLessThan(9 * IN_A_HURRY);
    }
  }

  /// From the end of the greeting to the sentence about the broken stream, on the caller's clock.
  private static double secondsWithoutTheAgent(CallReport report) {
    List<CallMoment.AgentSpoke> spoken = report.moments(CallMoment.AgentSpoke.class).toList();
    Duration broken =
        spoken.stream()
            .filter(said -> "stream_broken".equals(said.prompt()))
            .findFirst()
            .orElseThrow()
            .from();
    Duration before =
        spoken.stream()
            .map(CallMoment.AgentSpoke::to)
            .filter(to -> to.compareTo(broken) < 0)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return broken.minus(before).toMillis() / 1000.0;
  }

  @Test
  void a_message_is_recorded_and_fetched_when_the_carrier_has_it_ready() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.VOICEMAIL, null)) {
      CallReport report =
          fixture.call(
              script(
                  """
                  agent says greeting within 40s
                  agent says voicemail within 40s
                  caller waits for silence
                  caller says message_long
                  agent says message_thanks within 40s
                  call ends within 40s
                  """));

      assertThat(report.failures()).isEmpty();
      assertThat(report.problems()).isEmpty();
      var sid = new CallSid(report.callSid());
      fixture.awaitStored(sid);
      assertThat(fixture.server.stores().leads().find(sid).orElseThrow().recording())
          .isEqualTo(fixture.server.stores().recordings().findByCall(sid).getFirst().sid());
    }
  }

  @Test
  void a_message_that_could_not_be_written_down_is_found_at_the_carrier() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.CONVERSE, null)) {
      CallReport report;
      try (Connection lock =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
          var statement = lock.createStatement()) {
        statement.execute("begin immediate");
        var other = TwilioByHand.call("CA" + "9".repeat(32));
        TwilioByHand.calling(fixture.server.port()).post(TwilioPaths.INCOMING_CALL, other);
        assertThat(fixture.readiness()).isEqualTo(503);

        report =
            fixture.call(
                script(
                    """
                    agent says stream_broken within 40s
                    caller waits for silence
                    caller says message_long
                    call ends within 60s
                    """));

        assertThat(fixture.server.stores().leads().all()).isEmpty();
        statement.execute("rollback");
      }

      var sid = new CallSid(report.callSid());
      fixture.awaitStored(sid);
      assertThat(fixture.server.stores().leads().find(sid).orElseThrow().recording())
          .isEqualTo(fixture.server.stores().recordings().findByCall(sid).getFirst().sid());
      assertThat(fixture.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(fixture.readiness()).isEqualTo(200);
    }
  }

  @Test
  void in_listen_mode_both_sides_are_kept() throws Exception {
    try (var fixture = new Fixture(data, AnswerMode.LISTEN, null)) {
      // Of the first words some may be over before the stream is open: Twilio does not wait for it.
      CallReport report =
          fixture.call(
              script(
                  """
                  agent says greeting within 40s
                  caller waits for silence
                  caller says reason_appointment
                  caller says reason_appointment
                  caller waits 2s
                  caller hangs up
                  """));

      assertThat(report.problems()).isEmpty();
      fixture.awaitQuiet();
      assertThat(fixture.server.stores().turns().findByCall(new CallSid(report.callSid())))
          .anySatisfy(
              turn ->
                  assertThat(turn.to().minus(turn.from())).isGreaterThan(Duration.ofSeconds(3)));
    }
  }

  private static Script script(String text) throws MalformedScript {
    return Script.parse(text);
  }

  /// A server and a carrier that calls it.
  private static final class Fixture implements AutoCloseable {
    final PhoneServer server;
    private final Carrier carrier;

    Fixture(Path data, AnswerMode mode, @Nullable PhoneNumber human) throws IOException {
      int port = FreePort.find();
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                  .withPace(IN_A_HURRY));
      server = Servers.forCarrier(data, port, carrier.restUrl(), mode, human);
    }

    CallReport call(Script script) throws Exception {
      return carrier.call(CallPlan.of(script, Story.SOUNDS)).await(Duration.ofSeconds(200));
    }

    LoggedCall logged(CallReport report) {
      return server.stores().calls().find(new CallSid(report.callSid())).orElseThrow();
    }

    void awaitStored(CallSid call) {
      Await.until(
          "the message is fetched",
          () ->
              server.stores().recordings().findByCall(call).stream()
                  .anyMatch(recording -> recording.state() == RecordingState.STORED));
    }

    int readiness() throws IOException, InterruptedException {
      URI page = URI.create("http://127.0.0.1:%d/health/ready".formatted(server.managementPort()));
      try (var http = HttpClient.newHttpClient()) {
        return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
            .statusCode();
      }
    }

    void awaitQuiet() {
      Await.until("the call's thread ends", () -> server.liveCalls() == 0);
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
