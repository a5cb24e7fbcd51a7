package app.kolan.bench.nodes;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kolan bench nodes`: what callers and leads notice when one of several servers is killed.
@Command(
    name = "kolan bench nodes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts servers of 256 MB on one PostgreSQL database behind haproxy, has a simulated Twilio"
          + " keep calls on all of them, does each fault to them, and says what came of it.",
      "Needs haproxy, and an empty database. With KOLAN_S3_… of its environment the servers keep"
          + " their sounds in that store."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no call was cut, and no lead lost or doubled",
      "1:some were",
      "2:the command line is wrong"
    })
public final class NodesBench implements Callable<Integer> {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String TOKEN = "a token of the bench";
  private static final PromptLibrary PROMPTS = PromptLibrary.shipped();
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /// How long a database or a machine is away.
  private static final Duration AWAY = Duration.ofSeconds(30);

  private static final String SCRIPT =
      """
      agent says ask_reason within 120s
      caller waits for silence
      caller says reason_appointment
      agent says ask_name within 120s
      caller waits 900s
      """;

  @Option(
      names = "--nodes",
      defaultValue = "3",
      description = "How many servers (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--calls",
      defaultValue = "30",
      description = "How many calls at once (${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      description = "An empty PostgreSQL database, jdbc:postgresql://HOST/DATABASE?user=USER.")
  private String database = "";

  @Option(
      names = "--fault",
      split = ",",
      paramLabel = "FAULT",
      description = "Which faults, one after the other: ${COMPLETION-CANDIDATES} (all).")
  private List<Fault> faults = List.of(Fault.values());

  @Option(names = "--work", paramLabel = "FOLDER", description = "For logs and data.")
  private Path work = Path.of(System.getProperty("java.io.tmpdir"), "kolan-bench-nodes");

  /// What is done to the servers.
  private enum Fault {
    /// The node with the most calls is killed as by `kill -9`.
    KILL,
    /// It is stopped by SIGSTOP for half a minute.
    FREEZE,
    /// No node reaches the database for half a minute, in which callers say what it is about.
    DATABASE,
    /// Each node is stopped and started anew, one after the other.
    RESTART
  }

  /// Only picocli makes one.
  private NodesBench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NodesBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("kolan.root", "."));
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "run");
    int restPort = FreePort.find();
    DatabaseProxy pipe = DatabaseProxy.to(database);
    Map<String, String> settings =
        Map.of(
            "KOLAN_DATABASE",
            pipe.url(),
            "KOLAN_PUBLIC_URL",
            PUBLIC,
            "KOLAN_SECRET_KEY",
            "a key of the bench, the same for all nodes",
            "KOLAN_GREETING",
            "שלום",
            "KOLAN_MIND",
            "scripted",
            "KOLAN_SIMULATED",
            "true",
            "KOLAN_LOG_LEVEL",
            "info",
            "TWILIO_ACCOUNT_SID",
            ACCOUNT,
            "TWILIO_AUTH_TOKEN",
            TOKEN,
            "TWILIO_API_URL",
            "http://127.0.0.1:" + restPort);
    Path proxy = root.resolve("deploy/proxy/haproxy-nodes.cfg");
    PostgresAddress address = PostgresAddress.parse(database, null).orElseThrow();
    try (pipe;
        Cluster cluster = Cluster.start(folder, nodes, settings, proxy);
        Carrier carrier = Carrier.start(settings(cluster.port()).withRestPort(restPort));
        Stores stores = StoreFactory.open(new StoreSettings(folder, address))) {
      System.out.printf(
          "%n| fault | calls on %d nodes | on the one | went on elsewhere | cut | leads lost |"
              + " leads doubled | silence p50 | p99 | over after |%n"
              + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |%n",
          nodes);
      boolean clean = true;
      for (Fault fault : faults) {
        clean &= measure(fault, cluster, pipe, carrier, stores);
      }
      return clean ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// @return whether no call was cut, and no lead lost or doubled
  private boolean measure(
      Fault fault, Cluster cluster, DatabaseProxy pipe, Carrier carrier, Stores stores)
      throws Exception {
    var talking = new ArrayList<SimulatedCall>();
    for (int i = 0; i < calls; i++) {
      talking.add(carrier.call(CallPlan.of(Script.parse(SCRIPT), sounds())));
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    List<CallSid> sids = talking.stream().map(call -> new CallSid(call.callSid())).toList();
    String reached = fault == Fault.DATABASE ? "ask_reason" : "ask_name";
    boolean began = await(() -> talking.stream().allMatch(call -> hears(call, reached)));
    List<LoggedCall> before = List.copyOf(stores.calls().find(sids).values());
    String most = mostUsed(before);
    List<CallSid> there =
        before.stream().filter(call -> most.equals(call.node())).map(LoggedCall::sid).toList();

    long struck = System.nanoTime();
    boolean over = strike(fault, most, there, talking, cluster, pipe, stores);
    Duration after = Duration.ofNanos(System.nanoTime() - struck);

    int cut = 0;
    int moved = 0;
    var silences = new ArrayList<Duration>();
    for (SimulatedCall call : talking) {
      cut += call.isOver() ? 1 : 0;
      Optional<Duration> silence = Silence.of(call.moments());
      silence.ifPresent(silences::add);
      moved += silence.isPresent() ? 1 : 0;
      call.hangUp();
    }
    boolean settled =
        await(
            () ->
                sids.stream()
                    .allMatch(sid -> stores.calls().find(sid).orElseThrow().endedAt() != null));
    List<CallSid> leads =
        stores.leads().all().stream().map(Lead::call).filter(sids::contains).toList();
    long lost = sids.stream().filter(sid -> !leads.contains(sid)).count();
    long doubled = leads.size() - leads.stream().distinct().count();
    System.out.printf(
        "| %s | %d | %d | %d | %d | %d | %d | %.2f s | %.2f s | %.1f s |%n",
        fault.name().toLowerCase(Locale.ROOT),
        calls,
        there.size(),
        moved,
        cut,
        lost,
        doubled,
        seconds(Silence.percentile(silences, 50)),
        seconds(Silence.percentile(silences, 99)),
        seconds(after));
    if (fault == Fault.KILL) {
      cluster.start(most);
    }
    return began && over && settled && cut == 0 && lost == 0 && doubled == 0;
  }

  /// @return whether all goes on as it should, in time
  private static boolean strike(
      Fault fault,
      String node,
      List<CallSid> there,
      List<SimulatedCall> talking,
      Cluster cluster,
      DatabaseProxy pipe,
      Stores stores)
      throws Exception {
    BooleanSupplier goOn = () -> there.stream().allMatch(sid -> hasSaid(stores, sid, "sorry"));
    return switch (fault) {
      case KILL -> {
        cluster.kill(node);
        yield await(goOn);
      }
      case FREEZE -> {
        cluster.freeze(node);
        boolean went = await(goOn);
        boolean _ = new CountDownLatch(1).await(AWAY.toSeconds(), TimeUnit.SECONDS);
        cluster.thaw(node);
        yield went;
      }
      case DATABASE -> {
        pipe.cut();
        boolean _ = new CountDownLatch(1).await(AWAY.toSeconds(), TimeUnit.SECONDS);
        pipe.mend();
        yield await(() -> talking.stream().allMatch(call -> hears(call, "ask_name")))
            && await(() -> talking.stream().allMatch(call -> hasReason(stores, call)));
      }
      case RESTART -> {
        for (String name : cluster.names()) {
          cluster.restart(name);
        }
        yield await(goOn);
      }
    };
  }

  private static boolean hasReason(Stores stores, SimulatedCall call) {
    return stores
        .leads()
        .find(new CallSid(call.callSid()))
        .filter(lead -> lead.reasonTurn() != null)
        .isPresent();
  }

  private static boolean hears(SimulatedCall call, String prompt) {
    return call.moments().stream()
        .anyMatch(
            moment ->
                moment instanceof CallMoment.AgentSpoke spoke && prompt.equals(spoke.prompt()));
  }

  private static String mostUsed(List<LoggedCall> calls) {
    return calls.stream()
        .map(call -> String.valueOf(call.node()))
        .collect(Collectors.groupingBy(node -> node, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private static boolean hasSaid(Stores stores, CallSid sid, String prompt) {
    return stores.turns().findByCall(sid).stream().anyMatch(turn -> turn.about().equals(prompt));
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isSo(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  /// A database that is late on a busy machine is asked again.
  private static boolean isSo(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StoreException late) {
      return false;
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static CarrierSettings settings(int port) {
    return CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
        .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
        .withFallbackUrl(URI.create(PUBLIC + TwilioPaths.VOICE_FALLBACK))
        .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
        .withDecoder((_, file) -> PROMPTS.audioOf(file));
  }

  private static Sounds sounds() {
    CallerClips callers = CallerClips.shipped();
    var clips = new HashMap<String, Mulaw>();
    callers.names().forEach(name -> clips.put(name, callers.audio(name)));
    var prompts = new HashMap<String, Mulaw>();
    for (Prompt prompt : Prompt.values()) {
      prompts.put(prompt.id(), PROMPTS.audio(prompt));
    }
    return Sounds.of(clips, prompts);
  }
}
