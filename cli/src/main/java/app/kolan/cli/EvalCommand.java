package app.kolan.cli;

import app.kolan.lab.eval.AgentKind;
import app.kolan.lab.eval.CallerVoice;
import app.kolan.lab.eval.EvalResults;
import app.kolan.lab.eval.EvalResultsJson;
import app.kolan.lab.eval.EvalStories;
import app.kolan.lab.eval.Evaluation;
import app.kolan.lab.eval.MalformedStory;
import app.kolan.lab.eval.Story;
import app.kolan.lab.eval.StoryGrammar;
import app.kolan.lab.eval.StoryScript;
import app.kolan.lab.eval.UnmetExpectation;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `kolan eval`: callers of stories call the agent, and the results are counted.
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
      description = "Stubs of the providers answer, on this machine: no account is needed.")
  private boolean stub;

  @Option(
      names = "--mind",
      paramLabel = "AGENT",
      description = "scripted: the scripted receptionist answers, and no provider.")
  private @Nullable String languageModel;

  @Option(
      names = "--story",
      paramLabel = "NAME",
      description =
          "Only this story, or with a * at its end those that begin so; may be given several"
              + " times.")
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

  @Option(
      names = "--judge",
      negatable = true,
      description = {
        "The language model of the settings judges each call by the story's lines 'judge: …', at"
            + " its price. It does so unless --no-judge is given; with --stub and --mind scripted"
            + " only with --judge."
      })
  private @Nullable Boolean judged;

  @Option(names = "--json", description = "Print the results as JSON, and nothing else.")
  private boolean json;

  EvalCommand() {}

  /// Puts the sentences of the language under the options.
  @Spec
  void addSentences(CommandSpec command) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("A story has these sentences, one a line; see docs/evals.md:");
    StoryGrammar.shapes().forEach(shape -> lines.add("  " + shape));
    lines.add("Before each may stand for whom it is meant: [scripted], [model] or [stub].");
    command.usageMessage().footer(lines.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogLevel.quiet();
    checkNumbers();
    List<Story> stories = stories();
    AgentKind kind = kind();
    ConfigDraft draft = ConfigReader.draft();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, spec.commandLine().getErr());
    }
    if (kind == AgentKind.CONFIGURED && !hasServices(draft.config().providers())) {
      return explain(draft);
    }
    List<ProviderSettings> judges = draft.config().providers().languageModels();
    if (Boolean.TRUE.equals(judged) && judges.isEmpty()) {
      return explain(draft);
    }
    boolean judging = judged == null ? kind == AgentKind.CONFIGURED : judged;
    try (var data = TemporaryFolder.create("eval");
        EvalJudge judge = EvalJudge.open(judging, judges);
        StubProviders stubs = StubProviders.start()) {
      EvalEnvironment.Plan plan = plan(kind, draft.config(), data.path(), stubs);
      CallerVoice voice = CallerVoice.espeak().orElseGet(CallerVoice::withoutWords);
      Map<Story, StoryScript> parts = Evaluation.parts(stories, kind, voice);
      Map<Story, StoryScript> first = Evaluation.parts(List.of(EvalStories.first()), kind, voice);
      stubs.understand(parts.values());
      stubs.understand(first.values());
      try (EvalEnvironment harness = EvalEnvironment.open(plan)) {
        Evaluation.of(harness, kind, first).play(1, 1, (_, _) -> {});
        EvalResults results =
            new EvalResults(
                kind,
                Evaluation.of(harness, kind, parts)
                    .judgedBy(judge.judge())
                    .play(repeat, atOnce, progress(stories.size())));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? new EvalResultsJson(results).text() : results.text());
        out.flush();
        return results.percent() < passRate ? ExitCode.SOFTWARE : ExitCode.OK;
      }
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
      if (all.stream().noneMatch(story -> isMeant(story, name))) {
        throw wrong(
            "There is no story %s; there are %s."
                .formatted(name, String.join(", ", all.stream().map(Story::name).toList())));
      }
    }
    List<Story> chosen =
        all.stream()
            .filter(
                story -> names.isEmpty() || names.stream().anyMatch(name -> isMeant(story, name)))
            .toList();
    if (chosen.isEmpty()) {
      throw wrong("There are no *.story files in %s.".formatted(folder));
    }
    return chosen;
  }

  private static boolean isMeant(Story story, String name) {
    return name.endsWith("*")
        ? story.name().startsWith(name.substring(0, name.length() - 1))
        : story.name().equals(name);
  }

  private AgentKind kind() {
    if (stub) {
      return AgentKind.STUB;
    }
    if (languageModel == null) {
      return AgentKind.CONFIGURED;
    }
    if (languageModel.equals(AgentKind.SCRIPTED.word())) {
      return AgentKind.SCRIPTED;
    }
    throw wrong("--mind is scripted; a model is chosen by KOLAN_MIND.");
  }

  private EvalEnvironment.Plan plan(AgentKind kind, Config config, Path data, StubProviders stubs) {
    return switch (kind) {
      case SCRIPTED ->
          new EvalEnvironment.Plan(
              data,
              StubClinic.takingMessages(),
              InputAudioConfig.USUAL,
              ProviderSelection.NONE,
              ReplyTiming.USUAL.preemptive(true),
              null);
      case STUB ->
          new EvalEnvironment.Plan(
              data,
              StubClinic.takingMessages(),
              InputAudioConfig.USUAL,
              stubs.providers(),
              ReplyTiming.USUAL.preemptive(true),
              StubProviders::heard);
      case CONFIGURED ->
          new EvalEnvironment.Plan(
              data,
              config.business(),
              config.inputAudio(),
              config.providers(),
              config.replyTiming(),
              null);
    };
  }

  /// Whether an agent answers that understands callers.
  private static boolean hasServices(ProviderSelection providers) {
    boolean cascade =
        !providers.speechToTexts().isEmpty()
            && !providers.languageModels().isEmpty()
            && !providers.voices().isEmpty();
    return cascade || !providers.speechModels().isEmpty();
  }

  private int explain(ConfigDraft draft) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        Boolean.TRUE.equals(judged)
            ? "No language model is set that could judge."
            : "No receptionist that understands is set.");
    draft.problems().stream()
        .filter(problem -> !problem.key().startsWith("TWILIO_"))
        .forEach(problem -> err.println("  " + problem.line()));
    err.println("Set KOLAN_MIND and a key, or try --stub or --mind scripted, which need none.");
    return ExitCode.USAGE;
  }

  private BiConsumer<Story, List<UnmetExpectation>> progress(int stories) {
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
