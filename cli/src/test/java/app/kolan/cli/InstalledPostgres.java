package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The PostgreSQL of this machine with its own client programs, which are of one version. Without
/// one the test is skipped.
final class InstalledPostgres implements AutoCloseable {
  private final Path programs;
  private final Path home;
  private final int port;

  private InstalledPostgres(Path programs, Path home, int port) {
    this.programs = programs;
    this.home = home;
    this.port = port;
  }

  static InstalledPostgres start() throws IOException, InterruptedException {
    Path programs = programs();
    // The server runs as another user than root, who may not enter the folders of tests.
    Path home = Files.createTempDirectory("kolan-postgres");
    var server = new InstalledPostgres(programs, home, FreePort.find());
    server.begin();
    return server;
  }

  private static Path programs() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    List<Path> found = List.of();
    if (Files.isDirectory(all)) {
      try (Stream<Path> versions = Files.list(all)) {
        found =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .sorted(Comparator.reverseOrder())
                .toList();
      }
    }
    Assumptions.assumeFalse(found.isEmpty(), "PostgreSQL is not installed");
    return found.getFirst();
  }

  private void begin() throws IOException, InterruptedException {
    if (isRoot()) {
      run("chown", "postgres", home.toString());
    }
    Path data = home.resolve("data");
    asServer("initdb", "--auth=trust", "--username=kolan", "--no-sync", "--pgdata=" + data);
    asServer(
        "pg_ctl",
        "--pgdata=" + data,
        "--log=" + home.resolve("log"),
        "--wait",
        "--timeout=90",
        "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            .formatted(port),
        "start");
  }

  /// The URL of a new, empty database.
  String create(String name) throws IOException, InterruptedException {
    client("createdb", "--owner=kolan", name);
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=kolan".formatted(port, name);
  }

  /// Restores a dump as the page says.
  void restore(Path dump, String name) throws IOException, InterruptedException {
    client("pg_restore", "--no-owner", "--role=kolan", "--dbname=" + name, dump.toString());
  }

  private void client(String program, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                programs.resolve(program).toString(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=kolan"));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private void asServer(String program, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("kolan-postgres", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).as(command[0]).isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      Files.delete(said);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  public void close() throws IOException {
    try {
      asServer("pg_ctl", "--pgdata=" + home.resolve("data"), "--mode=immediate", "--wait", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
