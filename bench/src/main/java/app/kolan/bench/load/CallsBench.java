package app.kolan.bench.load;

import app.kolan.bench.report.LoadReport;
import app.kolan.bench.report.ReportJson;
import app.kolan.bench.report.ReportPage;
import app.kolan.bench.report.ReportText;
import app.kolan.bench.report.Window;
import app.kolan.bench.turns.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan bench calls`: how much many calls at once cost, and how well they go, beside servers that
/// do less.
@Command(
    name = "kolan bench calls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Keeps up many simulated calls, the server on one core and the callers on another, and"
          + " measures what they cost and how well they go.",
      "Servers take turns, in rounds; every other round goes backwards."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all calls went as planned",
      "1:some did not, or a server could not be measured",
      "2:the command line is wrong"
    })
public final class CallsBench implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options = new LoadOptions();

  @Option(
      names = "--calls",
      paramLabel = "N",
      split = ",",
      defaultValue = "500",
      description = "How many calls at once; several with commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> calls = List.of();

  @Option(
      names = "--subjects",
      paramLabel = "SERVER",
      split = ",",
      defaultValue = "kolan,vertx-bare,vertx-echo,netty-bare,fastify",
      description =
          "The servers to measure (default: ${DEFAULT-VALUE}); also netty-echo, node-bridge,"
              + " kolan-businesses (fifty of them), kolan-providers (with stubs of providers) and"
              + " kolan-postgres.")
  private List<String> subjects = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long each window is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Time between the last new call and the window (default: ${DEFAULT-VALUE}). Kolan's calls"
              + " begin over the length of a sentence.")
  private int warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "ROUNDS",
      defaultValue = "2",
      description = "How often each server is measured (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      defaultValue = "0",
      description =
          "Instead of rounds: the servers in turn, with the first number of calls, in windows of a"
              + " minute with what the server holds after each; in the end, what has grown.")
  private int soak;

  @Option(
      names = "--cold",
      description =
          "Without a warm-up: each server has just started and gets all its calls within a second."
              + " The window begins with the first of them.")
  private boolean cold;

  /// Only picocli makes one.
  CallsBench() {}

  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new CallsBench());
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    var progress = new Progress(spec.commandLine().getOut());
    List<Subject> measured = subjects.stream().map(this::subject).toList();
    List<Integer> sizes = calls.stream().sorted().toList();
    if (measured.isEmpty()
        || sizes.isEmpty()
        || sizes.getFirst() < 1
        || seconds < 1
        || rounds < 1) {
      throw new ParameterException(spec.commandLine(), "Calls, seconds and rounds begin at 1.");
    }
    try {
      return measure(measured, sizes, progress)
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException e) {
      progress.note("%s", String.valueOf(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private boolean measure(List<Subject> measured, List<Integer> sizes, Progress progress)
      throws IOException, InterruptedException {
    String machine = Machine.describe();
    Instant begun = Instant.now();
    OpenFiles.require(sizes.getLast());
    options.cores().takeMine();
    var runs = new SubjectRun(options.starts(), Clips.shipped(), progress, warmUp, seconds);
    var windows = new ArrayList<Window>();
    boolean complete =
        soak > 0
            ? soak(runs, measured, sizes.getFirst(), windows, progress)
            : rounds(runs, measured, sizes, windows, progress);
    report(new LoadReport(machine, begun, options.command(spec), windows), progress);
    return complete && windows.stream().allMatch(CallsBench::wentAsPlanned);
  }

  private static boolean wentAsPlanned(Window window) {
    return !Subject.named(window.subject()).orElseThrow().isConversation()
        || window.lost() + window.broken() + window.underruns() == 0;
  }

  private void report(LoadReport report, Progress progress) throws IOException {
    progress.note("%n%s", ReportText.write(report));
    Path folder = options.folder();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("calls.json"), ReportJson.write(report));
    Files.writeString(folder.resolve("calls.html"), ReportPage.write(report));
    progress.note("%s holds calls.html, calls.json and the logs", folder);
  }

  private boolean rounds(
      SubjectRun runs,
      List<Subject> measured,
      List<Integer> sizes,
      List<Window> windows,
      Progress progress)
      throws InterruptedException {
    boolean complete = true;
    for (int round = 1; round <= rounds; round++) {
      for (Subject subject : round % 2 == 0 ? measured.reversed() : measured) {
        try {
          windows.addAll(cold ? runs.cold(subject, round, sizes) : runs.run(subject, round, sizes));
        } catch (IOException e) {
          complete = false;
          progress.note("%s was not measured: %s", subject, String.valueOf(e.getMessage()));
        }
      }
    }
    return complete;
  }

  private boolean soak(
      SubjectRun runs, List<Subject> measured, int size, List<Window> windows, Progress progress)
      throws InterruptedException {
    boolean complete = true;
    for (Subject subject : measured) {
      try {
        windows.addAll(runs.soak(subject, size, soak));
      } catch (IOException e) {
        complete = false;
        progress.note("%s was not measured: %s", subject, String.valueOf(e.getMessage()));
      }
    }
    return complete;
  }

  private Subject subject(String word) {
    return Subject.named(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "%s is no server that can be measured: there are %s"
                        .formatted(word, List.of(Subject.values()))));
  }
}
