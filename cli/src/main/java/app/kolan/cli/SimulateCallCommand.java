package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.MalformedAssumption;
import app.kolan.simulator.Unsettled;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import app.kolan.simulator.report.CallReportJson;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.webhook.PhoneNumber;
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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan simulate call`: one call to a server, with recorded or scripted words.
@Command(
    name = "call",
    description = {
      "Calls a server as Twilio would, prints the call, and keeps its sound.",
      "",
      "The exit code is 0 when the call went through without an error that Twilio would raise, and"
          + " as the story says."
    })
public final class SimulateCallCommand implements Callable<Integer> {
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
  private static final int FASTEST = 100;
  private static final int LAST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The voice URL, such as http://127.0.0.1:8080/webhook/incoming_call.")
  private @Nullable URI to;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "The base URL that the server is known by. Requests are signed for it and sent to where"
              + " --to points, as by a proxy that takes TLS off.")
  private @Nullable String publicUrl;

  @ArgGroup private @Nullable Words words;

  @Option(
      names = "--account-sid",
      defaultValue = "${env:TWILIO_ACCOUNT_SID:-AC00000000000000000000000000000000}",
      paramLabel = "SID",
      description = "The account (TWILIO_ACCOUNT_SID).")
  private String accountSid = "";

  @Option(
      names = "--auth-token",
      defaultValue = "${env:TWILIO_AUTH_TOKEN}",
      paramLabel = "TOKEN",
      description = "The token to sign with (TWILIO_AUTH_TOKEN).",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private @Nullable String authToken;

  @Option(
      names = "--from",
      defaultValue = "+972541234567",
      paramLabel = "NUMBER",
      description = "Who calls (${DEFAULT-VALUE}).")
  private String from = "";

  @Option(
      names = "--called",
      defaultValue = "+972720000002",
      paramLabel = "NUMBER",
      description = "The number that is called (${DEFAULT-VALUE}).")
  private String called = "";

  @Option(
      names = "--status-callback",
      paramLabel = "URL",
      description = "Where the end of the call is told.")
  private @Nullable URI statusCallback;

  @Option(
      names = "--fallback",
      paramLabel = "URL",
      description = "Where to turn when --to does not answer.")
  private @Nullable URI fallback;

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
      names = "--pace",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many seconds of the call pass in one second (${DEFAULT-VALUE}).")
  private double pace;

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
    PrintWriter terminal =
        "-".equals(json) ? spec.commandLine().getErr() : spec.commandLine().getOut();
    PromptLibrary prompts = PromptLibrary.shipped();
    CallerClips clips = CallerClips.shipped();
    Map<String, Mulaw> recorded = recordedWords();
    Script script = script(recorded);
    var printer = new CallPrinter(terminal, prompts, clips);
    CallPlan plan =
        CallPlan.of(script, DemoStory.sounds(prompts, clips, recorded))
            .withListener(printer::print);
    try (Carrier carrier = start(settings(prompts))) {
      terminal.println("The REST interface of this Twilio:  " + carrier.restUrl());
      terminal.flush();
      CallReport report = carrier.call(plan).await(LONGEST_CALL);
      Files.write(out, Wav.stereo(report.callerSide(), report.agentSide()));
      keepJson(report);
      return tell(terminal, report);
    }
  }

  private Carrier start(CarrierSettings settings) {
    try {
      return Carrier.start(settings);
    } catch (UncheckedIOException e) {
      throw wrong("--rest-port %d is taken".formatted(restPort));
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

  private int tell(PrintWriter terminal, CallReport report) {
    terminal.println();
    report.failures().forEach(failure -> terminal.println("not as the story says: " + failure));
    terminal.println("The whole call, the caller left and the agent right:  " + out);
    terminal.flush();
    boolean errors =
        report.problems().stream()
            .anyMatch(
                problem ->
                    problem.level() == Problem.Level.ERROR
                        && !problem.equals(Problems.STREAM_CLOSED));
    return errors || !report.failures().isEmpty() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private CarrierSettings settings(PromptLibrary prompts) {
    URI target = to;
    if (target == null || target.getHost() == null) {
      throw wrong("--to is the absolute URL of a webhook");
    }
    if (authToken == null || authToken.isBlank()) {
      throw wrong("there is no token to sign with: give --auth-token or set TWILIO_AUTH_TOKEN");
    }
    CarrierSettings settings =
        CarrierSettings.of(accountSid, authToken, target)
            .withCaller(new PhoneNumber(from))
            .withCalled(new PhoneNumber(called))
            .withFallbackUrl(fallback)
            .withStatusCallbackUrl(statusCallback)
            .withDecoder(DemoStory.decoder(prompts))
            .withFaults(faults())
            .withUnsettled(assumptions());
    if (!(pace > 0 && pace <= FASTEST)) {
      throw wrong("--pace is more than 0 and at most %d".formatted(FASTEST));
    }
    if (restPort < 0 || restPort > LAST_PORT) {
      throw wrong("--rest-port is from 0 to %d".formatted(LAST_PORT));
    }
    settings = settings.withPace(pace).withRestPort(restPort);
    if (publicUrl == null) {
      return settings;
    }
    PublicUrl known =
        PublicUrl.parse(publicUrl)
            .orElseThrow(() -> wrong("--public-url is an http or https URL without a query"));
    URI base = URI.create(target.getScheme() + "://" + target.getRawAuthority());
    return settings
        .withVoiceUrl(URI.create(known.web(target.getRawPath())))
        .withEdge(new Edge(URI.create(known.toString()), base));
  }

  private Faults faults() {
    try {
      return Faults.parse(faults, seed);
    } catch (MalformedFault e) {
      throw wrong("--fault: " + e.reason());
    }
  }

  private Unsettled assumptions() {
    try {
      return Unsettled.parse(assumptions);
    } catch (MalformedAssumption e) {
      throw wrong("--assume: " + e.getMessage());
    }
  }

  private Map<String, Mulaw> recordedWords() {
    Map<String, Mulaw> recorded = new LinkedHashMap<>();
    List<Path> files = words == null || words.say == null ? List.of() : words.say;
    for (Path file : files) {
      try {
        recorded.put("say-" + (recorded.size() + 1), Wav.read(Files.readAllBytes(file)).toMulaw());
      } catch (MalformedWav e) {
        throw wrong(file + ": " + e.getMessage());
      } catch (IOException e) {
        throw wrong(file + " cannot be read");
      }
    }
    return recorded;
  }

  private Script script(Map<String, Mulaw> recorded) {
    try {
      if (words != null && words.script != null) {
        return Script.parse(story(words.script));
      }
      return recorded.isEmpty() ? DemoStory.demo() : Script.parse(answers(recorded));
    } catch (MalformedScript e) {
      throw wrong((words == null ? "" : words.script + ": ") + e.getMessage());
    }
  }

  private String story(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw wrong(file + " cannot be read");
    }
  }

  /// Says one clip after the other, each when the agent has fallen silent.
  private static String answers(Map<String, Mulaw> recorded) {
    var story = new StringBuilder();
    for (String clip : recorded.keySet()) {
      story.append("caller waits for silence\ncaller says ").append(clip).append('\n');
    }
    return story.append("call ends within 60s\n").toString();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
