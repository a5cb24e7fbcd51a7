package app.kolan.bench.load;

import app.kolan.bench.report.LatencyReport;
import app.kolan.bench.report.WebhookWindow;
import app.kolan.bench.turns.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/// `kolan bench webhooks`: how soon new calls are answered during other calls, and whether those
/// are affected.
@Command(
    name = "kolan bench webhooks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets signed calls come in at a steady rate while others talk, the server on one core and the"
          + " callers on another, and measures how long TwiML takes.",
      "Then, without media, as many webhooks as the server answers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all webhooks were answered as they should be",
      "1:some were not, or the server could not be measured",
      "2:the command line is wrong"
    })
public final class WebhooksBench implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options = new LoadOptions();

  @Option(
      names = "--subjects",
      paramLabel = "SERVER",
      split = ",",
      defaultValue = "kolan",
      description =
          "The servers to measure, in turn: kolan, kolan-businesses (fifty of them), kolan-postgres"
              + " (default: ${DEFAULT-VALUE}).")
  private List<String> subjects = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "New calls in a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--talking",
      paramLabel = "N",
      defaultValue = "300",
      description = "Calls that talk meanwhile (default: ${DEFAULT-VALUE}).")
  private int talking;

  @Option(
      names = "--clicking",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "People who are signed in to the console of the same server and look at its pages, one"
            + " after the other (default: ${DEFAULT-VALUE}).",
        "Each round then has a window without them and one with them."
      })
  private int clicking;

  @Option(
      names = "--click-every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long each of them looks at a page (default: ${DEFAULT-VALUE}).")
  private double clickEvery;

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
      description = "How long the new calls come in before the window (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "ROUNDS",
      defaultValue = "2",
      description = "How often the server is started and measured (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /// Only picocli makes one.
  WebhooksBench() {}

  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new WebhooksBench());
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    var progress = new Progress(spec.commandLine().getOut());
    if (rate < 1 || talking < 0 || clicking < 0 || seconds < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "The rate, seconds and rounds begin at 1, and talking and clicking at 0.");
    }
    if (!(clickEvery >= 0.1 && clickEvery <= 3600)) {
      throw new ParameterException(
          spec.commandLine(), "A page is looked at for 0.1 to 3600 seconds.");
    }
    List<Subject> measured = subjects.stream().map(this::subject).toList();
    try {
      return measure(measured, progress) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException e) {
      progress.note("%s", String.valueOf(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private boolean measure(List<Subject> measured, Progress progress)
      throws IOException, InterruptedException {
    String machine = Machine.describe();
    Instant begun = Instant.now();
    OpenFiles.require(talking + rate + clicking);
    options.cores().takeMine();
    var run =
        new WebhooksRun(
            options.starts(),
            Clips.shipped(),
            progress,
            rate,
            talking,
            new WebhooksRun.Clicking(clicking, clickEvery),
            warmUp,
            seconds);
    var windows = new ArrayList<WebhookWindow>();
    for (int round = 1; round <= rounds; round++) {
      for (Subject subject : round % 2 == 0 ? measured.reversed() : measured) {
        windows.addAll(run.run(subject, round));
      }
    }
    var report = new LatencyReport(machine, begun, options.command(spec), windows);
    progress.note("%n%s", report.text());
    Files.writeString(options.folder().resolve("webhooks.json"), report.json());
    progress.note("%s holds webhooks.json and the logs", options.folder());
    return windows.stream().allMatch(window -> window.failed() + window.pagesFailed() == 0);
  }

  private Subject subject(String word) {
    return Subject.named(word)
        .filter(Subject::isKolan)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    word
                        + " answers no webhooks: choose among kolan, kolan-businesses and kolan-postgres"));
  }
}
