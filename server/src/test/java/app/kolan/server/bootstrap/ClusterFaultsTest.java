package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.postgres.Pipe;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.stories.Story;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers behind haproxy with calls of a simulated Twilio on both: they are restarted one
/// after the other, and their database is stopped.
@Tag("socket")
class ClusterFaultsTest {
  private static final int CALLS = 4;
  private static final double PACE = 4;
  private static final Duration LONG = Duration.ofSeconds(200);

  /// Longer than haproxy needs to see that a node stops, and shorter than what callers have to say.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Script TALKS_ON =
      script(
          """
          agent says greeting within 60s
          agent says ask_reason within 60s
          caller waits for silence
          caller says reason_appointment
          agent says ask_name within 60s
          caller waits for silence
          """
              + "caller says \"all that comes to mind\" for 20s\n".repeat(15));

  private static final Script LEAVES_A_MESSAGE =
      script(
          """
          agent says stream_broken within 60s
          caller waits for silence
          caller says message_long
          call ends within 60s
          """);

  private final String url = TestPostgres.newDatabase();
  private final int[][] ports;
  private final List<SimulatedCall> calls = new ArrayList<>();
  @TempDir private Path folder;

  ClusterFaultsTest() throws IOException {
    ports = new int[][] {{FreePort.find(), FreePort.find()}, {FreePort.find(), FreePort.find()}};
  }

  @Test
  void a_restart_of_one_node_after_the_other_cuts_no_call() throws Exception {
    try (ClusterHaproxy proxy = ClusterHaproxy.before(folder, ports);
        Carrier carrier = Carrier.start(proxy.carrier().withPace(PACE));
        Stores stores = TestPostgres.open(url)) {
      PhoneServer[] nodes = {node(0, url, carrier), node(1, url, carrier)};
      try {
        callBoth(carrier, TALKS_ON, proxy, nodes);
        awaitTalks();
        int moves = 0;
        for (int number = 0; number < nodes.length; number++) {
          moves += restart(number, nodes, proxy, carrier);
        }

        assertThat(calls).as("no call is cut").noneMatch(SimulatedCall::isOver);
        calls.forEach(SimulatedCall::hangUp);
        for (SimulatedCall call : calls) {
          assertThat(call.await(LONG).endedByCaller()).isTrue();
        }
        Await.until("all are settled", () -> areSettled(stores));
        assertThat(find(stores)).allSatisfy(call -> isWhole(call, stores));
        assertThat(find(stores).stream().mapToInt(LoggedCall::resumes).sum()).isEqualTo(moves);
        assertEachIsALead(stores);
      } finally {
        close(nodes);
      }
    }
  }

  @Test
  void while_the_database_is_stopped_talks_go_on_and_new_callers_leave_messages() throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        ClusterHaproxy proxy = ClusterHaproxy.before(folder, ports);
        Carrier carrier = Carrier.start(proxy.carrier().withPace(PACE));
        Stores stores = TestPostgres.open(url)) {
      String through = pipe.patientlyThrough(url);
      PhoneServer[] nodes = {node(0, through, carrier), node(1, through, carrier)};
      try {
        callBoth(carrier, Story.fromCall("leaves_a_message"), proxy, nodes);

        pipe.cut();
        var talks = calls.stream().filter(call -> !call.isOver()).toList();
        assertThat(nodes).allSatisfy(node -> assertThat(node.liveCalls()).isPositive());
        for (int i = 0; i < CALLS; i++) {
          call(carrier, LEAVES_A_MESSAGE);
        }
        for (SimulatedCall call : calls) {
          CallReport report = call.await(LONG);
          assertThat(report.failures()).as(report.printout()).isEmpty();
        }
        assertThat(talks)
            .as("talks go on where they are")
            .allSatisfy(
                call -> {
                  assertThat(streams(call)).isEqualTo(1);
                  assertThat(hears(call, "thanks_goodbye")).isTrue();
                });
        assertThat(stores.calls().findOpen())
            .as("their ends are not written yet")
            .hasSameSizeAs(talks);
        pipe.fix();

        Await.until("each caller is a lead", () -> leads(stores).size() >= calls.size());
        Await.until("all are settled", () -> areSettled(stores));
        assertThat(find(stores))
            .hasSize(calls.size())
            .allSatisfy(
                call -> {
                  assertThat(call.resumes()).isZero();
                  assertPositions(stores.turns().findByCall(call.sid()));
                });
        assertEachIsALead(stores);
      } finally {
        pipe.fix();
        close(nodes);
      }
    }
  }

  /// Stops a node by its own stop and starts it again. New callers come as soon as haproxy leads
  /// them to the other one, and when the node is gone.
  ///
  /// @return how many talks went on at the other one
  private int restart(int number, PhoneServer[] nodes, ClusterHaproxy proxy, Carrier carrier)
      throws Exception {
    PhoneServer node = nodes[number];
    Await.until("the other one can go on with its talks", node::hasOtherNodes);
    int talks = node.liveCalls();
    assertThat(talks).isPositive();
    assertThat(drain(node)).isEqualTo(200);

    Thread stop = Thread.ofVirtual().start(() -> node.close(GRACE));

    Await.until("it says that it takes no new callers", () -> drain(node) == 404);
    Await.until("haproxy leads them to the other one", () -> !proxy.leadsTo(number));
    call(carrier, TALKS_ON);
    await(call -> hears(call, "greeting"));
    assertThat(stop.join(LONG)).isTrue();
    call(carrier, TALKS_ON);
    nodes[number] = node(number, url, carrier);
    awaitTalks();
    Await.until("all go on", () -> nodes[0].liveCalls() + nodes[1].liveCalls() == calls.size());
    assertThat(calls)
        .flatMap(SimulatedCall::moments)
        .as("nobody is asked for a message")
        .noneMatch(CallMoment.RecordingStarted.class::isInstance);
    Await.until("haproxy leads callers to it again", () -> proxy.leadsTo(number));
    return talks;
  }

  /// As many as usual, and more until both have one.
  private void callBoth(Carrier carrier, Script script, ClusterHaproxy proxy, PhoneServer[] nodes) {
    Await.until(
        "both take calls",
        () ->
            proxy.leadsTo(0)
                && proxy.leadsTo(1)
                && nodes[0].hasOtherNodes()
                && nodes[1].hasOtherNodes());
    while (calls.size() < CALLS || nodes[0].liveCalls() == 0 || nodes[1].liveCalls() == 0) {
      call(carrier, script);
      if (calls.size() >= CALLS) {
        await(call -> hears(call, "ask_reason"));
      }
    }
  }

  private SimulatedCall call(Carrier carrier, Script script) {
    SimulatedCall call = carrier.call(CallPlan.of(script, Story.SOUNDS));
    calls.add(call);
    return call;
  }

  /// Each is greeted, has said what it is about, and is talked with where it is now.
  private void awaitTalks() {
    await(call -> hears(call, "ask_name") && hearsLastStream(call));
  }

  /// Waits until that is so for all calls; what was heard in the others is in a failure's words.
  private void await(Predicate<SimulatedCall> isSo) {
    var _ =
        Await.until(
            () ->
                calls.stream()
                    .filter(call -> !isSo.test(call))
                    .map(call -> call.moments().stream().map(CallMoment::line).toList())
                    .toList(),
            List::isEmpty);
  }

  private PhoneServer node(int number, String database, Carrier carrier) throws IOException {
    String name = number == 0 ? "a" : "b";
    return Servers.node(name, folder.resolve(name), database, ports[number], carrier.restUrl());
  }

  private static void close(PhoneServer[] nodes) {
    for (PhoneServer node : nodes) {
      node.close();
    }
  }

  private List<LoggedCall> find(Stores stores) {
    return List.copyOf(stores.calls().find(sids()).values());
  }

  private List<CallSid> sids() {
    return calls.stream().map(call -> new CallSid(call.callSid())).toList();
  }

  private boolean areSettled(Stores stores) {
    return find(stores).stream().allMatch(call -> call.outcome() != CallOutcome.OPEN);
  }

  private static List<Lead> leads(Stores stores) {
    return stores.leads().all();
  }

  private void assertEachIsALead(Stores stores) {
    assertThat(leads(stores))
        .extracting(Lead::call)
        .as("one lead for each call")
        .containsExactlyInAnyOrderElementsOf(sids());
  }

  private static void isWhole(LoggedCall call, Stores stores) {
    assertThat(call.outcome()).isEqualTo(CallOutcome.HUNG_UP);
    List<Turn> turns = stores.turns().findByCall(call.sid());
    assertThat(turns)
        .filteredOn(turn -> turn.speaker() == Speaker.AGENT && turn.about().equals("sorry"))
        .as("each that goes on says so")
        .hasSize(call.resumes());
    assertPositions(turns);
  }

  private static void assertPositions(List<Turn> turns) {
    for (int position = 0; position < turns.size(); position++) {
      assertThat(turns.get(position).position()).isEqualTo(position);
    }
  }

  private static boolean hears(SimulatedCall call, String prompt) {
    return call.moments().stream()
        .anyMatch(
            moment ->
                moment instanceof CallMoment.AgentSpoke spoke && prompt.equals(spoke.prompt()));
  }

  private static boolean hearsLastStream(SimulatedCall call) {
    boolean hears = false;
    for (CallMoment moment : call.moments()) {
      if (moment instanceof CallMoment.StreamOpened) {
        hears = false;
      } else if (moment instanceof CallMoment.AgentSpoke) {
        hears = true;
      }
    }
    return hears;
  }

  private static long streams(SimulatedCall call) {
    return call.moments().stream().filter(CallMoment.StreamOpened.class::isInstance).count();
  }

  private static int drain(PhoneServer node) {
    URI page = URI.create("http://127.0.0.1:%d/health/drain".formatted(node.managementPort()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException gone) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static Script script(String lines) {
    try {
      return Script.parse(lines);
    } catch (MalformedScript e) {
      throw new IllegalArgumentException(e);
    }
  }
}
