package app.kolan.cli;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kolan rehearse`: takes one call in a few seconds and stops. The launcher makes the start-up
/// caches from the classes that this loads: one for `serve`, from a server that is a process of its
/// own, and one for all other commands, from a server and a simulator in one process.
@Command(
    name = "rehearse",
    hidden = true,
    description = "Takes one call in a great hurry, in a folder below this one, and stops.")
public final class RehearseCommand implements Callable<Integer> {
  private static final double IN_A_GREAT_HURRY = 20;

  @Option(names = "--sqlite", paramLabel = "FOLDER", description = "Where SQLite is unpacked.")
  private @Nullable Path sqlite;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Starts the server that takes the call; without it, this process does.")
  private List<String> command = new ArrayList<>();

  RehearseCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    LogLevel.quiet();
    if (sqlite != null) {
      StoreFactory.unpackSqlite(sqlite);
    }
    PromptLibrary prompts = PromptLibrary.shipped();
    CallReport report = command.isEmpty() ? here(prompts) : there(prompts);
    return report.endedByServer() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static CallReport here(PromptLibrary prompts)
      throws IOException, InterruptedException, TimeoutException {
    Path data = Path.of("rehearsal").toAbsolutePath();
    try (DemoEnvironment scene = DemoEnvironment.open(data, prompts, IN_A_GREAT_HURRY)) {
      return call(scene.carrier(), prompts);
    }
  }

  /// In a folder of its own: a server that finds earlier calls asks Twilio for what it has missed
  /// of them, and whatever that loads would be loaded by every start.
  private CallReport there(PromptLibrary prompts)
      throws IOException, InterruptedException, TimeoutException {
    Path data = Path.of("rehearsal-of-serve").toAbsolutePath();
    int port = FreePort.find();
    try (Carrier carrier = DemoEnvironment.carrier(port, prompts, IN_A_GREAT_HURRY);
        RehearsedServer server =
            RehearsedServer.start(command, data, port, FreePort.find(), carrier.restUrl())) {
      server.health();
      return call(carrier, prompts);
    }
  }

  private static CallReport call(Carrier carrier, PromptLibrary prompts)
      throws InterruptedException, TimeoutException {
    CallPlan plan =
        CallPlan.of(DemoStory.demo(), DemoStory.sounds(prompts, CallerClips.shipped(), Map.of()));
    return carrier.call(plan).await(Duration.ofMinutes(1));
  }
}
