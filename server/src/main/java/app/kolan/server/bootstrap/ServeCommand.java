package app.kolan.server.bootstrap;

import app.kolan.server.console.ConsoleSettings;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.identity.IdentityPaths;
import app.kolan.server.nodes.NodeNameTaken;
import app.kolan.server.prompts.BrokenPrompts;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.StoreException;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.threads.WorkerThreads;
import app.kolan.server.web.PublicConsole;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan serve`: answers calls until it is stopped.
@Command(
    name = "serve",
    description = {
      "Answers calls until it is stopped (Ctrl-C or SIGTERM).",
      "",
      "Settings come from the environment and from kolan.yaml: see docs/configuration.md.",
      "A stop that was asked for ends it with exit code 0."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was asked to stop, and has stopped",
      "1:it could not start, for the reason that is printed: a port, the data folder",
      "2:the command line or the settings are wrong",
      "143:it was stopped before it had started"
    })
public final class ServeCommand implements Callable<Integer> {
  /// How long calls may go on after a stop was asked for, in seconds.
  public static final int USUAL_GRACE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final Duration STOP_NOTE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "" + USUAL_GRACE,
      description = "How long calls may go on after a stop was asked for (${DEFAULT-VALUE}).")
  private int grace;

  /// Only picocli makes one.
  ServeCommand() {}

  /// The command as a program of its own, with the options that it otherwise inherits.
  static CommandSpec standalone() {
    return CommandSpec.forAnnotatedObject(new ServeCommand())
        .name("kolan serve")
        .mixinStandardHelpOptions(true)
        .versionProvider(
            () -> {
              String version = ServeCommand.class.getPackage().getImplementationVersion();
              return new String[] {"kolan " + (version == null ? "development" : version)};
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    return serve(spec.commandLine().getOut(), spec.commandLine().getErr(), grace);
  }

  /// Answers calls until it is stopped.
  ///
  /// @param grace how long calls may go on after a stop was asked for, in seconds
  /// @return the exit code, when it cannot start
  public static int serve(PrintWriter out, PrintWriter err, int grace) throws InterruptedException {
    return switch (ConfigReader.read()) {
      case ConfigReading.Unusable(var problems, var warnings) -> {
        explain(err, problems);
        note(err, warnings);
        yield ExitCode.USAGE;
      }
      case ConfigReading.Usable(var config, var warnings) -> {
        note(err, warnings);
        yield serve(out, err, grace, config);
      }
    };
  }

  private static void explain(PrintWriter err, List<ConfigProblem> problems) {
    err.println("Kolan cannot start with these settings:");
    problems.forEach(problem -> err.println("  " + problem.line()));
  }

  private static void note(PrintWriter err, List<String> warnings) {
    warnings.forEach(warning -> err.println("Note: " + warning));
    err.flush();
  }

  private static int serve(PrintWriter out, PrintWriter err, int grace, Config config)
      throws InterruptedException {
    PhoneServer server;
    try {
      server = PhoneServer.start(config);
    } catch (IOException | StoreException | BrokenPrompts | UnreadableSecret | NodeNameTaken e) {
      err.println("Kolan cannot start: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(out, server, Duration.ofSeconds(grace));
                  Runtime.getRuntime().halt(ExitCode.OK);
                },
                "stop"));
    var _ = HangupSignal.on(() -> reload(server));
    announce(out, server);
    WorkerThreads.giveWay();
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  /// Reads the businesses again, from their folder and from kolan.yaml. All else that is set there
  /// holds from the next start on.
  private static void reload(PhoneServer server) {
    LOG.info("SIGHUP: the businesses are read again");
    try {
      switch (ConfigReader.read()) {
        case ConfigReading.Unusable(var problems, var _) ->
            problems.forEach(
                problem ->
                    LOG.atError()
                        .addKeyValue("problem", problem.line())
                        .log("the settings cannot be used; the businesses stay as they are"));
        case ConfigReading.Usable(var config, var _) ->
            server.reload(config.get(DirectorySettings.GROUP));
      }
    } catch (RuntimeException e) {
      LOG.error("the businesses could not be read again, and stay as they are", e);
    }
  }

  private static void stop(PrintWriter out, PhoneServer server, Duration grace) {
    var over = new CountDownLatch(1);
    new Thread(() -> tellOfStop(out, server, grace, over), "stop-notes").start();
    server.close(grace);
    over.countDown();
    out.println("Kolan has stopped.");
    out.flush();
  }

  /// Says what a stop waits for, at once and then every few seconds.
  private static void tellOfStop(
      PrintWriter out, PhoneServer server, Duration grace, CountDownLatch over) {
    int calls = server.liveCalls();
    out.println(
        calls == 0
            ? "Kolan stops. No call is on."
            : "Kolan stops. %d %s on, with up to %d seconds to end; new callers %s."
                .formatted(
                    calls,
                    calls == 1 ? "call is" : "calls are",
                    grace.toSeconds(),
                    server.hasOtherNodes() ? "talk with other servers" : "leave a message"));
    out.flush();
    try {
      while (!over.await(STOP_NOTE.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("  still on: " + server.liveCalls());
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void announce(PrintWriter out, PhoneServer server) {
    Config config = server.config();
    PublicUrl publicUrl = config.publicUrl();
    String base = publicUrl == null ? "http://localhost:" + server.port() : publicUrl.toString();
    out.println(
        "Kolan listens on port " + server.port() + ", for " + config.business().name() + ".");
    out.println("  Twilio, a call comes in:  POST " + base + TwilioPaths.INCOMING_CALL);
    out.println("  Twilio, primary handler fails:  POST " + base + TwilioPaths.VOICE_FALLBACK);
    out.println("  Twilio, call status changes:  POST " + base + TwilioPaths.CALL_STATUS);
    out.println("  Health, metrics, diagnostics:  " + managementUrl(server));
    out.println("  Data:  " + config.data());
    announceConsole(out, server, base);
    out.flush();
  }

  /// Where the pages for people are; to who starts a server without users, a link that makes one.
  static void announceConsole(PrintWriter out, PhoneServer server, String base) {
    if (!server.config().get(ConsoleSettings.GROUP).enabled()) {
      return;
    }
    out.println("  Console:  " + base + PublicConsole.PATH);
    try {
      server
          .inviteFirstUser()
          .ifPresent(
              token ->
                  out.println(
                      "  Nobody can sign in yet. The first user is made here, once:  %s%s#%s"
                          .formatted(base, IdentityPaths.FIRST, token.value())));
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("it is not known whether there are users");
    }
  }

  private static String managementUrl(PhoneServer server) {
    String host = server.config().management().host();
    return "http://%s:%d"
        .formatted(host.contains(":") ? "[" + host + "]" : host, server.managementPort());
  }
}
