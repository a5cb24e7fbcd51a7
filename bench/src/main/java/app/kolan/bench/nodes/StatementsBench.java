package app.kolan.bench.nodes;

import app.kolan.bench.nodes.StatementCounter.Counts;
import app.kolan.bench.stubs.ProviderStubs;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kolan bench statements`: what a call asks of the database, and what so many calls at once would
/// ask.
@Command(
    name = "kolan bench statements",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts the statements and transactions of calls, by the answers of a PostgreSQL database, and"
          + " multiplies them. What a server does without calls is counted first and taken off.",
      "Needs an empty database without TLS."
    })
public final class StatementsBench implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofMinutes(6);

  /// A start looks for what was left.
  private static final Duration LEAD_IN = Duration.ofSeconds(15);

  private static final Duration IDLE = Duration.ofSeconds(20);

  /// What is done after a call.
  private static final Duration AFTER = Duration.ofSeconds(15);

  private static final String ANSWER =
      """
      agent speaks within 30s
      caller waits for silence of 900ms
      caller says %s
      """;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      description = "An empty PostgreSQL database, jdbc:postgresql://HOST/DATABASE?user=USER.")
  private String database = "";

  @Option(
      names = "--calls",
      defaultValue = "4",
      description = "How many calls of each kind, at the same time (${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--at-once",
      defaultValue = "100000",
      description = "For how many calls at once it is worked out (${DEFAULT-VALUE}).")
  private int atOnce;

  /// Only picocli makes one.
  private StatementsBench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StatementsBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "| call | turns of the caller | length | statements | that write | commits that write |"
            + " %,d at once: calls/s | statements/s | commits/s |%n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |%n",
        atOnce);
    measure("scripted", Map.of(), words("reason_appointment", "name_dana", "yes"), 3);
    try (var stubs = new ProviderStubs()) {
      int turns = 10;
      measure("with a model", stubs.addresses().environment(), talk(turns), turns);
    }
    return CommandLine.ExitCode.OK;
  }

  private static String words(String... clips) {
    var script = new StringBuilder();
    for (String clip : clips) {
      script.append(ANSWER.formatted(clip));
    }
    return script + "call ends within 40s\n";
  }

  private static String talk(int turns) {
    return ANSWER.formatted("reason_appointment").repeat(turns)
        + "agent speaks within 30s\ncaller waits for silence of 900ms\ncaller hangs up\n";
  }

  private void measure(String kind, Map<String, String> agent, String script, int turns)
      throws Exception {
    Path folder = Files.createTempDirectory("kolan-bench-statements");
    int restPort = FreePort.find();
    var settings = new HashMap<>(BenchCarrier.settings(restPort));
    settings.putAll(agent);
    var counter = new StatementCounter();
    DatabaseUrl url = DatabaseUrl.of(database).withoutTls();
    try (var node = new ClusterNode(folder, "n" + turns, settings, url, counter::connection)) {
      node.start();
      try (Carrier carrier = Carrier.start(BenchCarrier.calling(node.port(), restPort))) {
        pause(LEAD_IN);
        Counts idle = counted(counter, () -> pause(IDLE)).times(1.0 / IDLE.toMillis());
        var lengths = new ArrayList<Duration>();
        long began = System.nanoTime();
        Counts whole = counted(counter, () -> lengths.addAll(play(carrier, script)));
        double millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        print(kind, turns, whole.minus(idle.times(millis)).times(1.0 / calls), lengths);
      }
    }
  }

  /// Something that takes a while.
  private interface Work {
    void run() throws Exception;
  }

  private static Counts counted(StatementCounter counter, Work work) throws Exception {
    Counts before = counter.now();
    work.run();
    return counter.now().minus(before);
  }

  private List<Duration> play(Carrier carrier, String script) throws Exception {
    var plan = CallPlan.of(Script.parse(script), BenchCarrier.sounds());
    var placed = new ArrayList<SimulatedCall>();
    for (int i = 0; i < calls; i++) {
      placed.add(carrier.call(plan));
      pause(Duration.ofMillis(300));
    }
    var lengths = new ArrayList<Duration>();
    for (SimulatedCall call : placed) {
      CallReport report = call.await(LONGEST);
      report.failures().forEach(failure -> System.err.println(failure));
      lengths.add(report.length());
    }
    pause(AFTER);
    return lengths;
  }

  private void print(String kind, int turns, Counts call, List<Duration> lengths) {
    double seconds = lengths.stream().mapToLong(Duration::toMillis).average().orElse(1) / 1000;
    double rate = atOnce / seconds;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f s | %.0f | %.0f | %.0f | %,.0f | %,.0f | %,.0f |%n",
        kind,
        turns,
        seconds,
        call.statements(),
        call.writes(),
        call.commits(),
        rate,
        rate * call.statements(),
        rate * call.commits());
  }

  private static void pause(Duration length) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
  }
}
