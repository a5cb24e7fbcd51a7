package app.kolan.server.command;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.Practice;
import app.kolan.server.business.TransferTargets;
import app.kolan.server.call.DialogueTiming;
import app.kolan.server.call.Hearing;
import app.kolan.server.config.Config;
import app.kolan.server.config.ConfigDraft;
import app.kolan.server.config.ConfigReader;
import app.kolan.server.eval.CallersPart;
import app.kolan.server.eval.CallersVoice;
import app.kolan.server.eval.Evaluation;
import app.kolan.server.eval.MalformedStory;
import app.kolan.server.eval.MindKind;
import app.kolan.server.eval.Miss;
import app.kolan.server.eval.Results;
import app.kolan.server.eval.ResultsJson;
import app.kolan.server.eval.Sentences;
import app.kolan.server.eval.Story;
import app.kolan.server.provider.LineUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan eval`: callers of stories call the receptionist, and what is written of it is counted.
@Command(
    name = "eval",
    description = {
      "Lets the callers of stories call the receptionist, several times each, and tells how often"
          + " everything was as the stories say.",
      "",
      "Without --stub and --mind scripted, the providers of the settings are called, which costs"
          + " what their calls cost."
    })
public final class EvalCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "A folder of *.story files; without it, those that come with Kolan.")
  private @Nullable Path folder;

  @Option(
      names = "--stub",
      description = "Stand-ins of the vendors answer, on this machine: no account is needed.")
  private boolean stub;

  @Option(
      names = "--mind",
      paramLabel = "MIND",
      description = "scripted: the scripted receptionist answers, and no provider.")
  private @Nullable String mind;

  @Option(
      names = "--story",
      paramLabel = "NAME",
      description = "Only this story; may be given several times.")
  private List<String> names = List.of();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is played (${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many calls there are at a time (${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--pass-rate",
      paramLabel = "PERCENT",
      defaultValue = "100",
      description = "Below it the exit code is 1 (${DEFAULT-VALUE}).")
  private int passRate;

  @Option(names = "--json", description = "Print the results as JSON, and nothing else.")
  private boolean json;

  EvalCommand() {}

  /// Puts the sentences of the language under the options.
  @Spec
  void addSentences(CommandSpec told) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("A story has these sentences, one a line; see docs/evals.md:");
    Sentences.shapes().forEach(shape -> lines.add("  " + shape));
    lines.add("Before each may stand for whom it is meant: [scripted], [model] or [stub].");
    told.usageMessage().footer(lines.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogLevel.quiet();
    checkNumbers();
    List<Story> stories = stories();
    MindKind kind = kind();
    ConfigDraft draft = ConfigReader.draft();
    if (kind == MindKind.CONFIGURED && !isStaffed(draft.config().lineUp())) {
      return explain(draft);
    }
    Path data = Files.createTempDirectory("kolan-eval-");
    try (StandIns standIns = StandIns.start()) {
      EvalDesk.Plan plan = plan(kind, draft.config(), data, standIns);
      CallersVoice voice = CallersVoice.espeak().orElseGet(CallersVoice::withoutWords);
      Map<Story, CallersPart> parts = Evaluation.parts(stories, kind, voice);
      Map<Story, CallersPart> first = Evaluation.parts(List.of(EvalStories.first()), kind, voice);
      standIns.understand(parts.values());
      standIns.understand(first.values());
      try (EvalDesk desk = EvalDesk.open(plan)) {
        Evaluation.of(desk, kind, first).play(1, 1, (_, _) -> {});
        Results results =
            new Results(
                kind,
                Evaluation.of(desk, kind, parts).play(repeat, atOnce, progress(stories.size())));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? new ResultsJson(results).text() : results.text());
        out.flush();
        return results.percent() < passRate ? ExitCode.SOFTWARE : ExitCode.OK;
      }
    } finally {
      TemporaryFolder.delete(data);
    }
  }

  private void checkNumbers() {
    if (repeat < 1 || repeat > MOST || atOnce < 1 || atOnce > MOST) {
      throw wrong("--repeat and --at-once are numbers from 1 to %d.".formatted(MOST));
    }
    if (passRate < 0 || passRate > 100) {
      throw wrong("--pass-rate is a number from 0 to 100.");
    }
  }

  private List<Story> stories() {
    List<Story> all;
    try {
      all = folder == null ? EvalStories.shipped() : EvalStories.in(folder);
    } catch (IOException e) {
      throw wrong("The folder %s cannot be read: give one with *.story files.".formatted(folder));
    } catch (MalformedStory e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    for (String name : names) {
      if (all.stream().noneMatch(story -> story.name().equals(name))) {
        throw wrong(
            "There is no story %s; there are %s."
                .formatted(name, String.join(", ", all.stream().map(Story::name).toList())));
      }
    }
    List<Story> chosen =
        all.stream().filter(story -> names.isEmpty() || names.contains(story.name())).toList();
    if (chosen.isEmpty()) {
      throw wrong("There are no *.story files in %s.".formatted(folder));
    }
    return chosen;
  }

  private MindKind kind() {
    if (stub) {
      return MindKind.STUB;
    }
    if (mind == null) {
      return MindKind.CONFIGURED;
    }
    if (mind.equals(MindKind.SCRIPTED.word())) {
      return MindKind.SCRIPTED;
    }
    throw wrong("--mind is scripted; other minds are chosen by KOLAN_MIND.");
  }

  private EvalDesk.Plan plan(MindKind kind, Config config, Path data, StandIns standIns) {
    return switch (kind) {
      case SCRIPTED ->
          new EvalDesk.Plan(data, clinic(), Hearing.USUAL, LineUp.NONE, DialogueTiming.USUAL, null);
      case STUB ->
          new EvalDesk.Plan(
              data,
              clinic(),
              Hearing.USUAL,
              standIns.lineUp(),
              DialogueTiming.USUAL,
              StandIns::heard);
      case CONFIGURED ->
          new EvalDesk.Plan(
              data, config.business(), config.hearing(), config.lineUp(), config.dialogue(), null);
    };
  }

  /// Whether somebody answers callers who understands them.
  private static boolean isStaffed(LineUp lineUp) {
    boolean cascade =
        !lineUp.recognisers().isEmpty() && !lineUp.minds().isEmpty() && !lineUp.voices().isEmpty();
    return cascade || !lineUp.speechModels().isEmpty();
  }

  private int explain(ConfigDraft draft) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("No receptionist that understands is set.");
    draft.problems().stream()
        .filter(problem -> !problem.key().startsWith("TWILIO_"))
        .forEach(problem -> err.println("  " + problem.line()));
    err.println("Set KOLAN_MIND and a key, or try --stub or --mind scripted, which need none.");
    return ExitCode.USAGE;
  }

  /// The business of the stories that come with Kolan.
  static Business clinic() {
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
    }
    week.put(DayOfWeek.FRIDAY, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(13, 0))));
    week.remove(DayOfWeek.SATURDAY);
    var hours = new OpeningHours(ZoneId.of("Asia/Jerusalem"), week, Map.of(), HolidayPolicy.USUAL);
    var practice =
        new Practice("", hours, TransferTargets.NONE, List.of(), false, null, null, Map.of());
    return new Business(
        Business.FIRST,
        "מרפאת קולן",
        new PhoneNumber("+972502345678"),
        AnswerMode.CONVERSE,
        practice);
  }

  private BiConsumer<Story, List<Miss>> progress(int stories) {
    PrintWriter err = spec.commandLine().getErr();
    var done = new AtomicInteger();
    int all = stories * repeat;
    return (story, misses) -> {
      if (!json) {
        err.println(
            "%4d/%d  %s %s"
                .formatted(
                    done.incrementAndGet(), all, misses.isEmpty() ? "✓" : "✗", story.name()));
        err.flush();
      }
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
