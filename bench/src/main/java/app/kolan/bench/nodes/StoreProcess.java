package app.kolan.bench.nodes;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// S3Proxy as a process of its own: a store of sounds in a folder.
///
/// It is no library of the bench: 41 MB. It is taken from where Maven puts it, see `--help`.
final class StoreProcess implements AutoCloseable {
  private static final String BUCKET = "sounds";
  private static final String KEY = "bench";
  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final String JAR = "s3proxy-.*-jar-with-dependencies\\.jar";

  private final Process process;
  private final int port;

  private StoreProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// The newest S3Proxy that Maven has fetched for this user.
  static Optional<Path> jar() throws IOException {
    Path fetched = Path.of(System.getProperty("user.home"), ".m2/repository/org/gaul/s3proxy");
    if (!Files.isDirectory(fetched)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(fetched, 2)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches(JAR))
          .max(Path::compareTo);
    }
  }

  static StoreProcess start(Path jar, Path folder) throws IOException, InterruptedException {
    int port = FreePort.find();
    Path home = Files.createDirectories(folder.resolve("store"));
    Files.createDirectories(home.resolve("data").resolve(BUCKET));
    Path settings =
        Files.writeString(
            home.resolve("s3proxy.conf"),
            """
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, KEY, KEY, home.resolve("data")));
    Path log = home.resolve("s3proxy.log");
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = Processes.start(command);
    var store = new StoreProcess(process, port);
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!store.answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        store.close();
        throw new IOException("S3Proxy does not start; see " + log);
      }
      boolean _ = process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return store;
  }

  private boolean answers() {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:%d/".formatted(port)).toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// What servers have of it.
  Map<String, String> settings() {
    return Map.of(
        "KOLAN_S3_ENDPOINT",
        "http://127.0.0.1:" + port,
        "KOLAN_S3_BUCKET",
        BUCKET,
        "KOLAN_S3_ACCESS_KEY",
        KEY,
        "KOLAN_S3_SECRET_KEY",
        KEY);
  }

  void freeze() throws IOException, InterruptedException {
    Processes.signal(process, "STOP");
  }

  void thaw() throws IOException, InterruptedException {
    Processes.signal(process, "CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
