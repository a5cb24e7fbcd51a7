package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialOutcome;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.switchboard.Switchboard;
import app.kolan.simulator.switchboard.UsualCall;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan simulate carrier`: the carrier as a process that other programs control over HTTP.
@Command(
    name = "carrier",
    description = {
      "Starts the carrier and stays. It answers Twilio's REST requests, and takes orders for calls"
          + " at /simulator/calls (docs/simulator.md).",
      "",
      "It ends, with exit code 0, on Ctrl-C, on SIGTERM and on POST /simulator/stop."
    })
public final class SimulateCarrierCommand implements Callable<Integer> {
  /// Stands for the voice URL of a carrier whose orders name their own; never called.
  private static final URI NO_VOICE_URL = URI.create("http://no-voice-url.invalid/");

  private static final int HIGHEST_PORT = 65535;

  /// What becomes of the numbers that a server calls.
  enum Dial {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    FAILED;

    DialOutcome outcome() {
      return switch (this) {
        case ANSWERED -> new DialOutcome.Answered(Duration.ofSeconds(2), Duration.ofSeconds(5));
        case BUSY -> new DialOutcome.Busy();
        case NO_ANSWER -> new DialOutcome.NoAnswer();
        case FAILED -> new DialOutcome.Failed();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where it listens; 0 is any free port (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "The address that it listens at (${DEFAULT-VALUE}).")
  private String host = "";

  @Option(names = "--json", description = "Print the address as a line of JSON, and nothing else.")
  private boolean json;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "The voice URL of calls whose order names none.")
  private @Nullable URI to;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "The base URL that the server is known by. Requests are signed for it and sent to where"
              + " --to points.")
  private @Nullable String publicUrl;

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
      description =
          "The token to sign with, and the password of the REST interface (TWILIO_AUTH_TOKEN).",
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
      description = "Where the end of a call is told.")
  private @Nullable URI statusCallback;

  @Option(
      names = "--fallback",
      paramLabel = "URL",
      description = "Where to turn when the voice URL does not answer.")
  private @Nullable URI fallback;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description =
          "The story of calls whose order has none, and of whoever answers when the server calls.")
  private @Nullable Path script;

  @Option(
      names = "--pace",
      defaultValue = "1",
      paramLabel = "TIMES",
      description = "How many seconds of a call pass in one second (${DEFAULT-VALUE}).")
  private double pace;

  @Option(
      names = "--dial",
      defaultValue = "answered",
      paramLabel = "HOW",
      description =
          "What becomes of a number that the server calls: ${COMPLETION-CANDIDATES}"
              + " (${DEFAULT-VALUE}).")
  private Dial dial = Dial.ANSWERED;

  SimulateCarrierCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.quiet();
    UsualCall usual = usual(PromptLibrary.shipped());
    Carrier carrier;
    try {
      carrier = Carrier.start(usual.settings(), address());
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println("The carrier cannot listen at " + host + ":" + port);
      return ExitCode.SOFTWARE;
    }
    if (script != null) {
      carrier.answerWith(CallPlan.of(usual.story(), usual.sounds()));
    }
    Switchboard board = Switchboard.open(carrier, usual);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(carrier), "stop"));
    announce(carrier);
    board.awaitStop();
    return ExitCode.OK;
  }

  private static void stop(Carrier carrier) {
    carrier.close();
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private void announce(Carrier carrier) {
    PrintWriter out = spec.commandLine().getOut();
    String url = carrier.restUrl().toString();
    if (json) {
      var line = new ObjectMapper().createObjectNode();
      line.put("url", url);
      line.put("calls", url + "/simulator/calls");
      line.put("accountSid", accountSid);
      line.put("pid", ProcessHandle.current().pid());
      out.println(line);
    } else {
      out.println("The carrier of account " + accountSid + " is at " + url);
    }
    out.flush();
  }

  private UsualCall usual(PromptLibrary prompts) {
    if (authToken == null || authToken.isBlank()) {
      throw wrong("there is no token to sign with: give --auth-token or set TWILIO_AUTH_TOKEN");
    }
    if (to != null && to.getHost() == null) {
      throw wrong("--to is the absolute URL of a webhook");
    }
    if (!(pace > 0)) {
      throw wrong("--pace is a number above 0");
    }
    URI known = publicUrl();
    CarrierSettings settings =
        CarrierSettings.of(accountSid, authToken, NO_VOICE_URL)
            .withCaller(new PhoneNumber(from))
            .withCalled(new PhoneNumber(called))
            .withFallbackUrl(fallback)
            .withStatusCallbackUrl(statusCallback)
            .withPace(pace)
            .withDial(dial.outcome())
            .withDecoder(DemoStory.decoder(prompts));
    return new UsualCall(
        to == null ? settings : UsualCall.at(settings, to, known),
        to,
        known,
        script == null ? UsualCall.anyServersStory() : story(script),
        DemoStory.sounds(prompts, CallerClips.shipped(), Map.of()));
  }

  private @Nullable URI publicUrl() {
    return publicUrl == null
        ? null
        : PublicUrl.parse(publicUrl)
            .map(known -> URI.create(known.toString()))
            .orElseThrow(() -> wrong("--public-url is an http or https URL without a query"));
  }

  private InetSocketAddress address() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw wrong("--port is a number from 0 to 65535");
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException _) {
      throw wrong("--host is no address of this machine");
    }
  }

  private Script story(Path file) {
    try {
      return Script.parse(Files.readString(file));
    } catch (MalformedScript e) {
      throw wrong(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw wrong(file + " cannot be read");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
