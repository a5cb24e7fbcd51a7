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
import java.util.Map;
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
          + " keep calls on all of them, kills the one that has the most, and says what came of it.",
      "Needs haproxy, and an empty database."
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

  @Option(names = "--work", paramLabel = "FOLDER", description = "For logs and data.")
  private Path work = Path.of(System.getProperty("java.io.tmpdir"), "kolan-bench-nodes");

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
    Map<String, String> settings =
        Map.of(
            "KOLAN_DATABASE",
            database,
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
    try (Cluster cluster = Cluster.start(folder, nodes, settings, proxy);
        Carrier carrier = Carrier.start(settings(cluster.port()).withRestPort(restPort));
        Stores stores = StoreFactory.open(new StoreSettings(folder, address))) {
      return measure(cluster, carrier, stores);
    }
  }

  private int measure(Cluster cluster, Carrier carrier, Stores stores) throws Exception {
    var talking = new ArrayList<SimulatedCall>();
    for (int i = 0; i < calls; i++) {
      talking.add(carrier.call(CallPlan.of(Script.parse(SCRIPT), sounds())));
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    List<CallSid> sids = talking.stream().map(call -> new CallSid(call.callSid())).toList();
    boolean began = await(() -> sids.stream().allMatch(sid -> hasSaid(stores, sid, "ask_name")));
    List<LoggedCall> before = List.copyOf(stores.calls().find(sids).values());
    String killed = mostUsed(before);
    List<CallSid> lost =
        before.stream().filter(call -> killed.equals(call.node())).map(LoggedCall::sid).toList();

    cluster.kill(killed);
    boolean went = await(() -> lost.stream().allMatch(sid -> hasSaid(stores, sid, "sorry")));

    int cut = 0;
    var silences = new ArrayList<Duration>();
    for (SimulatedCall call : talking) {
      if (call.isOver()) {
        cut++;
      }
      if (lost.contains(new CallSid(call.callSid()))) {
        Silence.of(call.moments()).ifPresent(silences::add);
      }
      call.hangUp();
    }
    boolean settled =
        await(
            () ->
                sids.stream()
                    .allMatch(sid -> stores.calls().find(sid).orElseThrow().endedAt() != null));
    List<CallSid> leads = stores.leads().all().stream().map(Lead::call).toList();
    long lostLeads = sids.stream().filter(sid -> !leads.contains(sid)).count();
    long doubled = leads.size() - leads.stream().distinct().count();
    System.out.printf(
        "%n| calls on %d nodes | on the one that was killed | went on elsewhere | cut | leads lost |"
            + " leads doubled | silence p50 | p99 |%n| --- | --- | --- | --- | --- | --- | --- | --- |%n"
            + "| %d | %d | %d | %d | %d | %d | %.2f s | %.2f s |%n",
        nodes,
        calls,
        lost.size(),
        silences.size(),
        cut,
        lostLeads,
        doubled,
        seconds(Silence.percentile(silences, 50)),
        seconds(Silence.percentile(silences, 99)));
    boolean clean = began && went && settled && cut == 0 && lostLeads == 0 && doubled == 0;
    return clean ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
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
