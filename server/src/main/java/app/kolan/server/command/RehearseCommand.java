package app.kolan.server.command;

import app.kolan.server.speech.CallerClips;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// `kolan rehearse`: takes one call in a few seconds and stops. The launcher makes the start-up
/// cache from the classes that it loads.
@Command(
    name = "rehearse",
    hidden = true,
    description = "Takes one call in a great hurry, in ./rehearsal, and stops.")
public final class RehearseCommand implements Callable<Integer> {
  private static final double IN_A_GREAT_HURRY = 20;

  RehearseCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    LogLevel.quiet();
    PromptLibrary prompts = PromptLibrary.shipped();
    Path data = Path.of("rehearsal").toAbsolutePath();
    try (DemoScene scene = DemoScene.open(data, prompts, IN_A_GREAT_HURRY)) {
      CallPlan plan =
          CallPlan.of(Stories.demo(), Stories.sounds(prompts, CallerClips.shipped(), Map.of()));
      CallReport report = scene.carrier().call(plan).await(Duration.ofMinutes(1));
      return report.endedByServer() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
