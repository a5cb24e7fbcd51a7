package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.simulator.Assumptions;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.MalformedAssumption;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import app.kolan.simulator.report.CallReportJson;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan simulate call`: one call to a server, with recorded or scripted words.
@Command(
    name = "call",
    description = {
      "Calls a server as Twilio would, prints the call, and keeps its sound.",
      "",
      "Without --say and --script the caller does what suits the server: talks, leaves a message, or"
          + " speaks with the human whom it is connected to.",
      "",
      "The exit code is 0 when the call went through without an error that Twilio would raise, and"
          + " as the story says."
    })
public final class SimulateCallCommand implements Callable<Integer> {
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
  private static final int FASTEST = 100;

  @Spec private CommandSpec spec;

  @Mixin private CarrierOptions options = new CarrierOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The voice URL, such as http://127.0.0.1:8080/webhook/incoming_call.")
  private @Nullable URI to;

  @ArgGroup private @Nullable Words words;

  @Option(
      names = "--fault",
      paramLabel = "LINE",
      description =
          "How the network fails, such as \"socket resets at frame 100\"; may be given several"
              + " times. kolan simulate faults lists all.")
  private List<String> faults = List.of();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Decides what faults leave to chance (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--assume",
      paramLabel = "NAME=VALUE",
      description =
          "What Twilio does where its documentation does not say, such as chunks=global; may be"
              + " given several times. kolan simulate faults lists all.")
  private List<String> assumptions = List.of();

  @Option(
      names = "--rest-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description =
          "Where the REST interface listens, for TWILIO_API_URL of the server; 0 is any free port"
              + " (${DEFAULT-VALUE}).")
  private int restPort;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Where the report goes as JSON (docs/simulator.md); - is standard output, and then"
              + " nothing else goes there.")
  private @Nullable String json;

  @Option(
      names = {"-o", "--out"},
      defaultValue = "call.wav",
      paramLabel = "FILE",
      description = "Where the sound goes, the caller left and the agent right (${DEFAULT-VALUE}).")
  private Path out = Path.of("call.wav");

  SimulateCallCommand() {}

  /// What the caller says.
  static final class Words {
    @Option(
        names = "--say",
        paramLabel = "FILE.wav",
        description = "What the caller says; may be given several times, one for each answer.")
    private @Nullable List<Path> say;

    @Option(
        names = "--script",
        paramLabel = "FILE",
        description = "A story, line by line (docs/simulator.md).")
    private @Nullable Path script;

    Words() {}
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    LogLevel.quiet();
    options.requireWritable("--out", out);
    if (json != null && !json.equals("-")) {
      options.requireWritable("--json", Path.of(json));
    }
    PrintWriter terminal =
        "-".equals(json) ? spec.commandLine().getErr() : spec.commandLine().getOut();
    PromptLibrary prompts = PromptLibrary.shipped();
    CallerClips clips = CallerClips.shipped();
    CallPlan plan = plan(prompts, clips, new CallPrinter(terminal, prompts, clips));
    try (Carrier carrier = start(settings(prompts))) {
      terminal.println("The REST interface of this Twilio:  " + carrier.restUrl());
      terminal.flush();
      CallReport report = carrier.call(plan).await(LONGEST_CALL);
      Files.write(out, Wav.stereo(report.callerSide(), report.agentSide()));
      keepJson(report);
      return printResult(terminal, report);
    }
  }

  private Carrier start(CarrierSettings settings) {
    try {
      return Carrier.start(settings);
    } catch (UncheckedIOException e) {
      throw options.wrong("--rest-port %d is taken".formatted(restPort));
    }
  }

  private void keepJson(CallReport report) throws IOException {
    if (json == null) {
      return;
    }
    String text = CallReportJson.of(report, out.toString()) + "\n";
    if (json.equals("-")) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    } else {
      Files.writeString(Path.of(json), text);
    }
  }

  private int printResult(PrintWriter terminal, CallReport report) {
    terminal.println();
    report.failures().forEach(failure -> terminal.println("not as the story says: " + failure));
    terminal.println("The whole call, the caller left and the agent right:  " + out);
    terminal.flush();
    boolean errors =
        report.unexpectedProblems().stream()
            .anyMatch(problem -> problem.level() == Problem.Level.ERROR);
    return errors || !report.failures().isEmpty() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private CarrierSettings settings(PromptLibrary prompts) {
    URI target = options.webhook(to);
    CarrierSettings settings =
        options
            .settings(target, FASTEST, prompts)
            .withFaults(faults())
            .withAssumptions(assumptions())
            .withRestPort(options.port("--rest-port", restPort));
    Optional<PublicUrl> known = options.publicUrl();
    if (known.isEmpty()) {
      return settings;
    }
    URI base = URI.create(target.getScheme() + "://" + target.getRawAuthority());
    return settings
        .withVoiceUrl(URI.create(known.get().web(target.getRawPath())))
        .withEdge(new Edge(URI.create(known.get().toString()), base));
  }

  private Faults faults() {
    try {
      return Faults.parse(faults, seed);
    } catch (MalformedFault e) {
      throw options.wrong("--fault: " + e.reason());
    }
  }

  private Assumptions assumptions() {
    try {
      return Assumptions.parse(assumptions);
    } catch (MalformedAssumption e) {
      throw options.wrong("--assume: " + e.getMessage());
    }
  }

  private Map<String, Mulaw> recordedWords() {
    Map<String, Mulaw> recorded = new LinkedHashMap<>();
    List<Path> files = words == null || words.say == null ? List.of() : words.say;
    for (Path file : files) {
      try {
        recorded.put("say-" + (recorded.size() + 1), Wav.read(Files.readAllBytes(file)).toMulaw());
      } catch (MalformedWav e) {
        throw options.wrong(file + ": " + e.getMessage());
      } catch (IOException e) {
        throw options.wrong(file + " cannot be read");
      }
    }
    return recorded;
  }

  private CallPlan plan(PromptLibrary prompts, CallerClips clips, CallPrinter printer) {
    Map<String, Mulaw> recorded = recordedWords();
    Sounds sounds = DemoStory.sounds(prompts, clips, recorded);
    if (words != null && words.script != null) {
      return CallPlan.of(options.story(words.script), sounds).withListener(printer::print);
    }
    if (!recorded.isEmpty()) {
      return CallPlan.of(answers(recorded), sounds).withListener(printer::print);
    }
    var story = new SuitableStory();
    return new CallPlan(
        () -> new ScriptedCaller(story::story, sounds),
        moment -> {
          story.note(moment);
          printer.print(moment);
        },
        List.of());
  }

  /// Plays one clip after the other, each when the agent has stopped speaking.
  private static Script answers(Map<String, Mulaw> recorded) {
    var story = new StringBuilder();
    for (String clip : recorded.keySet()) {
      story.append("caller waits for silence\ncaller says ").append(clip).append('\n');
    }
    try {
      return Script.parse(story.append("call ends within 60s\n").toString());
    } catch (MalformedScript e) {
      throw new IllegalStateException("clips make a story", e);
    }
  }
}
