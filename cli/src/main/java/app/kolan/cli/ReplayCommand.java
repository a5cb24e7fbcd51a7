package app.kolan.cli;

import app.kolan.lab.replay.BuildUnderTest;
import app.kolan.lab.replay.ComparisonJson;
import app.kolan.lab.replay.ComparisonText;
import app.kolan.lab.replay.ReplayComparison;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.calltrace.UnreadableTape;
import app.kolan.server.prompts.BrokenPrompts;
import app.kolan.server.prompts.PromptLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan replay`: plays a recorded call against this build, and shows what is different.
@Command(
    name = "replay",
    description = {
      "Plays the carrier's side of a recorded call against this build, and shows where its answers"
          + " differ from the recorded ones. KOLAN_TAPE makes serve record (docs/operating.md).",
      "",
      "The greeting, the mode, the human's number and how speech is detected are those of the tape.",
      "",
      "The exit code is 0 when there is no difference, 1 when there is one, and 2 when the file"
          + " cannot be read."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A tape, such as data/tapes/CA….jsonl; it may be compressed by gzip.")
  private Path file = Path.of("");

  @Option(names = "--full-diff", description = "Show what is the same, too: the whole call.")
  private boolean fullDiff;

  @Option(names = "--json", description = "Print JSON, for scripts: one object.")
  private boolean json;

  @Option(
      names = "--tolerance",
      paramLabel = "FRAMES",
      defaultValue = "" + ReplayComparison.USUAL_TOLERANCE,
      description =
          "How many frames of 20 ms apart the same thing may be (${DEFAULT-VALUE}): a live server"
              + " is never quite as quick twice.")
  private int tolerance;

  @Option(
      names = "--prompts",
      paramLabel = "FOLDER",
      description = "The server's own prompts (KOLAN_PROMPTS), if it had some.")
  private @Nullable Path prompts;

  ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    if (tolerance < 0) {
      throw new ParameterException(spec.commandLine(), "--tolerance is a number of frames.");
    }
    LogLevel.quiet();
    Tape tape;
    PromptLibrary library;
    try {
      tape = TapeReader.read(file);
      library = prompts == null ? PromptLibrary.shipped() : PromptLibrary.over(prompts);
    } catch (UnreadableTape | BrokenPrompts e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println((e instanceof UnreadableTape ? file + ": " : "") + e.getMessage());
      err.flush();
      return ExitCode.USAGE;
    }
    ReplayComparison comparison =
        ReplayComparison.of(tape, BuildUnderTest.with(library), tolerance);
    print(comparison);
    return comparison.isSame() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(ReplayComparison comparison) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ComparisonJson(comparison, fullDiff).text());
    } else {
      new ComparisonText(comparison, fullDiff).lines().forEach(out::println);
    }
    out.flush();
  }
}
