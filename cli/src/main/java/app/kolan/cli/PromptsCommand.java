package app.kolan.cli;

import app.kolan.server.prompts.PromptRendering;
import app.kolan.server.prompts.PromptRendering.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan prompts`: renders the audio files of the prompts.
@Command(
    name = "prompts",
    description = {
      "Renders the Hebrew prompts again with the speech engine on this machine, or prepares a"
          + " person's recordings.",
      "",
      "The server uses the shipped ones unless KOLAN_PROMPTS names a folder: see docs/prompts.md."
    })
public final class PromptsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "prompts",
      description = "Where the sound files go (${DEFAULT-VALUE}).")
  private Path out = Path.of("prompts");

  @ArgGroup private @Nullable Source source;

  PromptsCommand() {}

  /// What to render instead of the engine's prompts.
  static final class Source {
    @Option(
        names = "--recordings",
        paramLabel = "FOLDER",
        description = "Prepare a person's recordings (greeting_he.wav …) instead of an engine's.")
    private @Nullable Path recordings;

    @Option(
        names = "--callers",
        description = "Render what the demo's callers say instead of the prompts.")
    private boolean callers;

    Source() {}
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter terminal = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> progress =
        line -> {
          terminal.println(line);
          terminal.flush();
        };
    return switch (make(progress)) {
      case Outcome.Rendered(var count, var engine) -> {
        terminal.println(count + " sentences made with " + engine + " in " + out + ".");
        yield ExitCode.OK;
      }
      case Outcome.NoEngine(var remedy) -> {
        err.println("There is nothing to render with: " + remedy + ".");
        yield ExitCode.SOFTWARE;
      }
      case Outcome.Failed(var which, var why) -> {
        err.println("It stopped at " + which + ": " + why);
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private Outcome make(Consumer<String> progress) throws InterruptedException {
    Path recordings = source == null ? null : source.recordings;
    if (recordings != null) {
      return PromptRendering.runWithRecordings(recordings, out, progress);
    }
    return source != null && source.callers
        ? PromptRendering.runCallers(out, progress)
        : PromptRendering.run(out, progress);
  }
}
