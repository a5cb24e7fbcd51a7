package app.kolan.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Options that all load benches have.
final class LoadOptions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String ROOT = "kolan.root";

  @Option(
      names = "--server-core",
      paramLabel = "CORE",
      defaultValue = "0",
      description = "The core of the server (default: ${DEFAULT-VALUE}).")
  int serverCore;

  @Option(
      names = "--generator-core",
      paramLabel = "CORE",
      defaultValue = "1",
      description = "The core of the callers (default: ${DEFAULT-VALUE}).")
  int generatorCore;

  @Option(
      names = "--no-pin",
      description = "Does not keep the processes to their cores; the figures are then rough.")
  boolean unpinned;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "More options for the servers' JVM, such as \"-XX:+UseZGC -Xmx1g\".")
  String javaOptions = "";

  @Option(
      names = "--sentence",
      paramLabel = "SECONDS",
      defaultValue = "24",
      description =
          "How long each sentence of Kolan's receptionist is (default: ${DEFAULT-VALUE}).")
  int sentence;

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "An empty PostgreSQL database for kolan-postgres, jdbc:postgresql://host/name?user=…")
  String database = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where results and logs go (default: a new folder in target/bench).")
  @Nullable Path out;

  Cores cores() {
    return new Cores(!unpinned, serverCore, generatorCore);
  }

  /// The folder of results, made once.
  Path folder() {
    Path folder = out;
    if (folder == null) {
      folder = root().resolve("target/bench").resolve(TIME.format(Instant.now()));
      out = folder;
    }
    return folder.toAbsolutePath();
  }

  SubjectStart starts() {
    return new SubjectStart(
        root(),
        folder(),
        cores(),
        javaOptions,
        Duration.ofSeconds(Math.max(2, sentence)),
        database);
  }

  /// How to run a bench again.
  String command(CommandSpec bench) {
    List<String> words = bench.commandLine().getParseResult().originalArgs();
    return "./%s %s".formatted(bench.name(), String.join(" ", words)).strip();
  }

  /// The source tree: the launcher says where it is.
  private static Path root() {
    return Path.of(System.getProperty(ROOT, "."));
  }
}
