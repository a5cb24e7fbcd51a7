package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.stories.Story;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers behind haproxy, of which one is killed while a simulated Twilio has calls on both.
@Tag("socket")
class NodeKilledTest {
  private static final int CALLS = 4;
  private static final String SCRIPT =
      """
      agent says ask_reason within 60s
      caller waits for silence
      caller says reason_appointment
      agent says ask_name within 60s
      caller waits 600s
      """;

  private final String url = TestPostgres.newDatabase();
  @TempDir private Path folder;

  @Test
  void no_call_is_cut_and_no_lead_lost_or_doubled() throws Exception {
    int[][] ports = {{FreePort.find(), FreePort.find()}, {FreePort.find(), FreePort.find()}};
    try (ClusterHaproxy proxy = ClusterHaproxy.before(folder, ports);
        Carrier carrier = Carrier.start(proxy.carrier());
        ServeProcess first = node("a", ports[0], carrier);
        ServeProcess second = node("b", ports[1], carrier);
        Stores stores = TestPostgres.open(url)) {
      var calls = new ArrayList<SimulatedCall>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(carrier.call(CallPlan.of(Script.parse(SCRIPT), Story.SOUNDS)));
      }
      List<CallSid> sids = calls.stream().map(call -> new CallSid(call.callSid())).toList();
      Await.until(
          "all have said what it is about",
          () -> calls.stream().allMatch(call -> hears(call, "ask_name")));
      List<LoggedCall> before = find(stores, sids);
      String atFirst = "a/";
      boolean mostAtFirst =
          2 * before.stream().filter(call -> isAt(call, atFirst)).count() >= CALLS;
      String killed = mostAtFirst ? atFirst : "b/";

      (mostAtFirst ? first : second).kill();

      List<CallSid> lost =
          before.stream().filter(call -> isAt(call, killed)).map(LoggedCall::sid).toList();
      assertThat(lost).isNotEmpty();
      Await.until(
          "their talks go on",
          () ->
              calls.stream()
                  .filter(call -> lost.contains(new CallSid(call.callSid())))
                  .allMatch(NodeKilledTest::hearsAnotherStream));
      assertThat(calls).as("no call is cut").noneMatch(SimulatedCall::isOver);
      calls.forEach(SimulatedCall::hangUp);
      for (SimulatedCall call : calls) {
        assertThat(call.await(Duration.ofSeconds(200)).endedByCaller()).isTrue();
      }
      Await.until(
          "all are settled",
          () -> find(stores, sids).stream().allMatch(call -> call.outcome() != CallOutcome.OPEN));

      assertThat(find(stores, sids))
          .allSatisfy(
              call -> {
                assertThat(call.outcome()).isEqualTo(CallOutcome.HUNG_UP);
                assertThat(call.resumes()).isEqualTo(lost.contains(call.sid()) ? 1 : 0);
                assertThat(call.node()).doesNotStartWith(killed);
                List<Turn> turns = stores.turns().findByCall(call.sid());
                assertThat(turns)
                    .filteredOn(turn -> turn.about().equals("sorry"))
                    .hasSize(call.resumes());
                for (int position = 0; position < turns.size(); position++) {
                  assertThat(turns.get(position).position()).isEqualTo(position);
                }
              });
      assertThat(stores.leads().all())
          .extracting(Lead::call)
          .as("one lead for each call")
          .containsExactlyInAnyOrderElementsOf(sids);
    }
  }

  private ServeProcess node(String name, int[] ports, Carrier carrier) throws Exception {
    Path home = Files.createDirectory(folder.resolve(name));
    return ServeProcess.start(
        home,
        carrier.restUrl().toString(),
        Map.of(
            "KOLAN_DATABASE",
            url,
            "KOLAN_NODE",
            name,
            "KOLAN_GREETING",
            "שלום",
            "KOLAN_PUBLIC_URL",
            ClusterHaproxy.PUBLIC,
            "KOLAN_SECRET_KEY",
            "ab".repeat(32),
            "KOLAN_PORT",
            Integer.toString(ports[0]),
            "KOLAN_MANAGEMENT_PORT",
            Integer.toString(ports[1])));
  }

  private static List<LoggedCall> find(Stores stores, List<CallSid> sids) {
    return List.copyOf(stores.calls().find(sids).values());
  }

  private static boolean isAt(LoggedCall call, String node) {
    return String.valueOf(call.node()).startsWith(node);
  }

  private static boolean hearsAnotherStream(SimulatedCall call) {
    int streams = 0;
    for (CallMoment moment : call.moments()) {
      if (moment instanceof CallMoment.StreamOpened) {
        streams++;
      } else if (streams > 1 && moment instanceof CallMoment.AgentSpoke) {
        return true;
      }
    }
    return false;
  }

  private static boolean hears(SimulatedCall call, String prompt) {
    return call.moments().stream()
        .anyMatch(
            moment ->
                moment instanceof CallMoment.AgentSpoke spoke && prompt.equals(spoke.prompt()));
  }
}
