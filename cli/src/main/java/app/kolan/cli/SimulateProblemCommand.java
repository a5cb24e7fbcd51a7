package app.kolan.cli;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.DiagnosisText;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.scene.MalformedScene;
import app.kolan.simulator.scene.Scene;
import app.kolan.simulator.scene.SceneCall;
import app.kolan.simulator.scene.SceneServer;
import app.kolan.simulator.scene.Scenes;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan simulate problem`: reproduces one of Twilio's error codes.
@Command(
    name = "problem",
    description = {
      "Makes a problem on this machine: starts a small server that is wrong in one way, calls it as"
          + " Twilio would, and prints the call, what Twilio's Debugger would say, and what the"
          + " doctor says of that server.",
      "",
      "The exit code is 0 when exactly the codes were raised that the scene promises."
    })
public final class SimulateProblemCommand implements Callable<Integer> {
  private static final String TOKEN = "a-token-of-the-scene";

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Choice choice;

  @Option(
      names = "--pace",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many seconds of the call pass in one (${DEFAULT-VALUE}).")
  private double pace;

  SimulateProblemCommand() {}

  /// Which scene.
  static final class Choice {
    @Parameters(
        paramLabel = "CODE",
        description = "A code such as 31920, the status 403, or a scene's name from --list.")
    private @Nullable String code;

    @Option(names = "--list", description = "Name all scenes, one line each.")
    private boolean list;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A scene of your own (docs/simulator.md).")
    private @Nullable Path file;

    Choice() {}
  }

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.quiet();
    PrintWriter out = spec.commandLine().getOut();
    if (choice == null || choice.list) {
      Scenes.all().forEach(scene -> out.printf("%-28s %s%n", scene.name(), scene.about()));
      out.flush();
      return ExitCode.OK;
    }
    if (!(pace > 0)) {
      throw wrong("--pace is more than 0");
    }
    boolean asPromised = true;
    for (Scene scene : choice.file == null ? shipped(choice.code) : List.of(own(choice.file))) {
      asPromised &= show(out, scene);
    }
    return asPromised ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean show(PrintWriter out, Scene scene) throws InterruptedException {
    out.println(scene.name() + ": " + scene.about());
    var printer = new CallPrinter(out, PromptLibrary.shipped(), CallerClips.shipped());
    try (SceneServer server = SceneServer.start(scene, TOKEN)) {
      CallReport report = SceneCall.place(scene, server, TOKEN, pace, printer::print);
      List<Integer> raised = report.problems().stream().map(Problem::code).distinct().toList();
      out.println();
      raised.stream()
          .flatMap(code -> Problems.withCode(code).stream())
          .forEach(problem -> out.println("Twilio raises " + words(problem)));
      boolean asPromised = raised.equals(scene.raises());
      if (!asPromised) {
        out.println("The scene promises " + scene.raises() + ".");
      }
      out.flush();
      examine(out, scene, server);
      return asPromised;
    }
  }

  private static void examine(PrintWriter out, Scene scene, SceneServer server)
      throws InterruptedException {
    Diagnosis diagnosis = ProblemExamination.of(scene, server, TOKEN);
    out.println();
    out.println("What the doctor says of that server:");
    var text = new DiagnosisText(ExplanationLanguage.ENGLISH, false);
    ProblemExamination.named(diagnosis, scene.raises().getFirst()).stream()
        .flatMap(finding -> text.finding(finding).stream())
        .forEach(out::println);
    out.println();
    out.flush();
  }

  private static String words(Problem problem) {
    return "%d, %s. More: kolan explain %d"
        .formatted(problem.code(), problem.name(), problem.code());
  }

  private List<Scene> shipped(@Nullable String name) {
    String wanted = name == null ? "" : name;
    List<Scene> scenes =
        wanted.matches("[0-9]{1,9}")
            ? Scenes.showing(Integer.parseInt(wanted))
            : Scenes.named(wanted).stream().toList();
    if (scenes.isEmpty()) {
      throw wrong("there is no scene for '" + wanted + "': --list names all");
    }
    return scenes;
  }

  private Scene own(Path file) {
    try {
      return Scenes.read(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (MalformedScene e) {
      throw wrong(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw wrong(file + " cannot be read as text");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
