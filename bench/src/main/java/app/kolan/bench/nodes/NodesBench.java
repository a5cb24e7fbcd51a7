package app.kolan.bench.nodes;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kolan bench nodes`: what callers and leads notice of faults of servers that share a database.
@Command(
    name = "kolan bench nodes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts servers with 256 MB of heap on one PostgreSQL database behind haproxy, has a"
          + " simulated Twilio keep calls on them, does each fault to them, and prints a row for each.",
      "Needs haproxy, and an empty database. Sounds go to the store of KOLAN_S3_… in its"
          + " environment, or to S3Proxy, a process of the bench's own, if Maven has fetched it:"
          + " ./mvnw dependency:get"
          + " -Dartifact=org.gaul:s3proxy:2.6.0:jar:jar-with-dependencies -Dtransitive=false",
      "A fault that cannot be made on this machine is named, and left out."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no call was cut, no lead lost or doubled, and no row is wrong",
      "1:some were",
      "2:the command line is wrong"
    })
public final class NodesBench implements Callable<Integer> {
  /// Until the first calls are over, so that all stages of a call are there at once.
  private static final long LEAD_IN_SECONDS = 40;

  @Option(
      names = "--nodes",
      defaultValue = "3",
      description = "How many servers, two or more (${DEFAULT-VALUE}).")
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
  private List<NodeFault> faults = List.of(NodeFault.values());

  @Option(
      names = "--away",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "How long a fault lasts (${DEFAULT-VALUE}); partition and store twice as long.")
  private int away;

  @Option(
      names = "--with-sqlite",
      description = "Also measure one server with SQLite, without a fault.")
  private boolean withSqlite;

  @Option(names = "--work", paramLabel = "FOLDER", description = "For logs and data.")
  private Path work = Path.of(System.getProperty("java.io.tmpdir"), "kolan-bench-nodes");

  /// Only picocli makes one.
  private NodesBench() {}

  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new NodesBench());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "run");
    System.out.println("logs and data: " + folder);
    DatabaseUrl url = DatabaseUrl.of(database);
    PostgresAddress address = PostgresAddress.parse(database, null).orElseThrow();
    System.out.printf("%n%d calls at once on %d nodes%n%n%s%n", calls, nodes, FaultRow.HEAD);
    boolean clean = true;
    if (withSqlite) {
      Path alone = Files.createDirectory(folder.resolve("sqlite"));
      StoreSettings own = new StoreSettings(alone.resolve(ClusterNode.name(1)).resolve("data"));
      clean = measure(alone, 1, null, null, own, List.of(NodeFault.NONE));
    }
    var shared = new StoreSettings(folder, address);
    clean &= measure(folder, nodes, url, store(folder), shared, faults);
    return clean ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /// @param url null for SQLite
  /// @param store is closed; null for none of the bench's own
  /// @param ledger where the calls are read
  private boolean measure(
      Path folder,
      int size,
      @Nullable DatabaseUrl url,
      @Nullable StoreProcess store,
      StoreSettings ledger,
      List<NodeFault> those)
      throws Exception {
    Path haproxy = Path.of(System.getProperty("kolan.root", "."), "deploy/proxy/haproxy-nodes.cfg");
    int restPort = FreePort.find();
    TcpProxy twilio = TcpProxy.to("127.0.0.1", restPort);
    var settings = new HashMap<>(BenchCarrier.settings(twilio.port()));
    if (store != null) {
      settings.putAll(store.settings());
    }
    try (Cluster cluster = Cluster.start(folder, size, settings, url, haproxy, twilio, store);
        Carrier carrier = Carrier.start(BenchCarrier.calling(cluster.balancer().port(), restPort));
        Stores stores = StoreFactory.open(ledger);
        SteadyCalls steady = SteadyCalls.begin(carrier, BenchCarrier.sounds(), calls)) {
      boolean _ = new CountDownLatch(1).await(LEAD_IN_SECONDS, TimeUnit.SECONDS);
      List<Path> folders = cluster.nodes().stream().map(ClusterNode::data).toList();
      var run =
          new FaultRun(
              cluster,
              steady,
              new Ledger(stores, folders),
              url == null ? null : JobTable.of(stores),
              Duration.ofSeconds(away));
      boolean clean = true;
      for (NodeFault fault : those) {
        clean &= measure(run, fault, url == null ? "none, 1 node with SQLite" : null);
      }
      steady.end();
      List<String> left = run.leftOver();
      left.forEach(System.err::println);
      return clean && left.isEmpty();
    }
  }

  private static boolean measure(FaultRun run, NodeFault fault, @Nullable String name)
      throws Exception {
    Optional<String> missing = run.missing(fault);
    if (missing.isPresent()) {
      System.err.printf("%s is left out: %s%n", fault, missing.get());
      return true;
    }
    FaultRow row = run.run(fault, name == null ? FaultRow.name(fault) : name);
    System.out.println(row.line());
    row.faults().forEach(System.err::println);
    row.calls().stream()
        .filter(call -> call.end() == CallExperience.End.CUT)
        .forEach(call -> System.err.println("cut: " + call));
    if (!row.isOver()) {
      System.err.println(fault + ": not all is as it should be in the end");
    }
    return row.isClean();
  }

  private static @Nullable StoreProcess store(Path folder)
      throws IOException, InterruptedException {
    if (System.getenv("KOLAN_S3_ENDPOINT") != null) {
      return null;
    }
    Optional<Path> jar = StoreProcess.jar();
    if (jar.isEmpty()) {
      System.err.println("there is no S3Proxy: sounds stay in the nodes' folders, see --help");
      return null;
    }
    return StoreProcess.start(jar.get(), folder);
  }
}
