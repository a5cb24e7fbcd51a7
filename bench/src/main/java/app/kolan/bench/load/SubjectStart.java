package app.kolan.bench.load;

import app.kolan.bench.stubs.StubProcess;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Starts servers to be measured, each on the server's core.
///
/// @param root the source tree
/// @param work a folder for logs and data
/// @param javaOptions more options for the JVM of a server
/// @param sentence how long each sentence of the receptionist is
/// @param database the JDBC URL of a PostgreSQL database, for the server that keeps its stores in
///   it; may be empty
record SubjectStart(
    Path root, Path work, Cores cores, String javaOptions, Duration sentence, String database) {
  private static final String UNLIMITED = "unlimited";
  private static final Path NODE = Path.of("bench", "node");

  /// Starts one.
  ///
  /// @param run distinguishes this start from others, in file names
  /// @throws IOException when it does not start
  ServerProcess start(Subject subject, String run) throws IOException, InterruptedException {
    Files.createDirectories(work);
    var files = new ServerFiles(work, run);
    int port = FreePort.find();
    return switch (subject.kind()) {
      case KOLAN -> kolan(subject, port, files);
      case JAVA ->
          ServerProcess.start(
              cores.onServerCore(java(subject, port, files)), Map.of(), port, port, files);
      case NODE -> {
        Path home = work.resolve("node");
        install(home);
        BenchPrompts.write(files.data(), sentence);
        yield ServerProcess.start(
            cores.onServerCore(
                List.of(
                    "node",
                    home.resolve(subject.script()).toString(),
                    Integer.toString(port),
                    files.data().toString())),
            Map.of(
                "NODE_ENV",
                "production",
                "PUBLIC_URL",
                TwilioRequests.PUBLIC,
                "TWILIO_AUTH_TOKEN",
                TwilioRequests.TOKEN),
            port,
            port,
            files);
      }
    };
  }

  /// As everybody starts it: with the launcher, and settings in the environment.
  private ServerProcess kolan(Subject subject, int port, ServerFiles files)
      throws IOException, InterruptedException {
    Path prompts = work.resolve("prompts");
    BenchPrompts.write(prompts, sentence);
    Path data = Files.createDirectories(files.data());
    int healthPort = FreePort.find();
    var environment = new HashMap<>(settings(port, healthPort, prompts, data, files));
    if (subject == Subject.KOLAN_BUSINESSES) {
      Path businesses = work.resolve("businesses.yaml");
      Files.writeString(businesses, BenchBusinesses.yaml(TwilioRequests.NUMBERS));
      environment.put("KOLAN_CONFIG", businesses.toString());
    }
    if (subject == Subject.KOLAN_POSTGRES) {
      if (database.isEmpty()) {
        throw new IOException("name a PostgreSQL database by --database jdbc:postgresql://…");
      }
      environment.put("KOLAN_DATABASE", database);
    }
    if (subject == Subject.KOLAN_PROVIDERS) {
      StubProcess stubs = StubProcess.start(cores.onGeneratorCore(List.of()));
      environment.remove("KOLAN_PROMPTS");
      environment.putAll(stubs.addresses().environment());
      return serve(environment, port, healthPort, files).with(stubs);
    }
    return serve(environment, port, healthPort, files);
  }

  private ServerProcess serve(
      Map<String, String> environment, int port, int healthPort, ServerFiles files)
      throws IOException, InterruptedException {
    return ServerProcess.start(
        cores.onServerCore(List.of(root.resolve("kolan").toString(), "serve")),
        environment,
        port,
        healthPort,
        files);
  }

  private Map<String, String> settings(
      int port, int healthPort, Path prompts, Path data, ServerFiles files) {
    return Map.ofEntries(
        Map.entry("KOLAN_PORT", Integer.toString(port)),
        Map.entry("KOLAN_MANAGEMENT_PORT", Integer.toString(healthPort)),
        Map.entry("KOLAN_HOST", "127.0.0.1"),
        Map.entry("KOLAN_PUBLIC_URL", TwilioRequests.PUBLIC),
        Map.entry("TWILIO_ACCOUNT_SID", TwilioRequests.ACCOUNT),
        Map.entry("TWILIO_AUTH_TOKEN", TwilioRequests.TOKEN),
        Map.entry("KOLAN_DATA", data.toString()),
        Map.entry("KOLAN_PROMPTS", prompts.toString()),
        Map.entry("KOLAN_MIND", "scripted"),
        Map.entry("KOLAN_SIMULATED", "true"),
        Map.entry("KOLAN_MOST_CALLS", UNLIMITED),
        Map.entry("KOLAN_MOST_NEW_CALLS", UNLIMITED),
        Map.entry("KOLAN_LOG_LEVEL", "warn"),
        Map.entry("KOLAN_JAVA_OPTS", (files.gcLog().option() + " " + javaOptions).strip()));
  }

  private List<String> java(Subject subject, int port, ServerFiles files) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add(files.gcLog().option());
    if (!javaOptions.isBlank()) {
      command.addAll(List.of(javaOptions.strip().split("\\s+", -1)));
    }
    command.addAll(
        List.of(
            "-cp",
            root.resolve("bench/target/kolan-bench.jar").toString(),
            subject.className(),
            Integer.toString(port)));
    return command;
  }

  /// Copies the sources of the Node server, and lets npm fetch what they need, by the hashes of the
  /// lock file.
  private void install(Path home) throws IOException, InterruptedException {
    Files.createDirectories(home);
    try (var files =
        Files.newDirectoryStream(root.resolve(NODE), path -> Files.isRegularFile(path))) {
      for (Path file : files) {
        Files.copy(file, home.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.isDirectory(home.resolve("node_modules"))) {
      return;
    }
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--omit=dev", "--no-audit", "--no-fund")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("npm.log").toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("there is no npm here: install Node.js, or leave fastify out", e);
    }
    if (npm.waitFor() != 0) {
      throw new IOException("npm could not fetch what the server needs; see " + home + "/npm.log");
    }
  }
}
