package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialOutcome;
import app.kolan.simulator.switchboard.CallDefaults;
import app.kolan.simulator.switchboard.Switchboard;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  /// The placeholder voice URL of a carrier whose orders name their own; never called.
  private static final URI NO_VOICE_URL = URI.create("http://no-voice-url.invalid/");

  /// How calls to the numbers that a server dials end.
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

  @Mixin private CarrierOptions options = new CarrierOptions();

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
      names = "--script",
      paramLabel = "FILE",
      description =
          "The story of calls whose order has none, and of whoever answers when the server calls.")
  private @Nullable Path script;

  @Option(
      names = "--dial",
      defaultValue = "answered",
      paramLabel = "HOW",
      description =
          "What becomes of a number that a call is connected to: ${COMPLETION-CANDIDATES}"
              + " (${DEFAULT-VALUE}).")
  private Dial dial = Dial.ANSWERED;

  @Option(
      names = "--dialled",
      paramLabel = "FILE",
      description =
          "The story of the human whom a call is connected to. He hears first what the server has"
              + " him told; a key is \"caller presses 1\".")
  private @Nullable Path dialled;

  SimulateCarrierCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.quiet();
    CallDefaults usual = usual(PromptLibrary.shipped());
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
    if (dialled != null) {
      carrier.answerDials(
          Callee.answering(CallPlan.of(options.story(dialled), usual.sounds()))
              .with(dial.outcome()));
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
      line.put("accountSid", options.accountSid());
      line.put("pid", ProcessHandle.current().pid());
      out.println(line);
    } else {
      out.println("The carrier of account " + options.accountSid() + " is at " + url);
    }
    out.flush();
  }

  private CallDefaults usual(PromptLibrary prompts) {
    URI voiceUrl = to == null ? null : options.webhook(to);
    URI known = options.publicUrl().map(url -> URI.create(url.toString())).orElse(null);
    CarrierSettings settings =
        options.settings(NO_VOICE_URL, Double.POSITIVE_INFINITY, prompts).withDial(dial.outcome());
    return new CallDefaults(
        voiceUrl == null ? settings : CallDefaults.at(settings, voiceUrl, known),
        voiceUrl,
        known,
        script == null ? CallDefaults.anyServersStory() : options.story(script),
        DemoStory.sounds(prompts, CallerClips.shipped(), Map.of()));
  }

  private InetSocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), options.port("--port", port));
    } catch (UnknownHostException _) {
      throw options.wrong("--host is no address of this machine");
    }
  }
}
