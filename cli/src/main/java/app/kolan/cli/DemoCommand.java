package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.CarrierSettings;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan demo`: a whole call through the real server, with the simulator as Twilio and the caller.
@Command(
    name = "demo",
    description = {
      "Lets a simulated caller call a real server, and prints the call as it happens.",
      "",
      "No account is needed: the carrier is in the box. It takes about a minute."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration LONGEST_CALL = Duration.ofMinutes(3);

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description =
          "Stop after the call; the exit code is 0 only if every step of it happened. Without it"
              + " the server stays up for more calls.")
  private boolean once;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "kolan-demo",
      description = "Where the ledger and the sounds go (${DEFAULT-VALUE}).")
  private Path data = Path.of("kolan-demo");

  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    LogLevel.quiet();
    requireFolder();
    PrintWriter out = spec.commandLine().getOut();
    PromptLibrary prompts = PromptLibrary.shipped();
    CallerClips clips = CallerClips.shipped();
    try (DemoEnvironment scene =
        DemoEnvironment.open(data.toAbsolutePath(), prompts, CarrierSettings.REAL_TIME)) {
      Stores stores = scene.stores();
      if (!once) {
        printConsole(out, scene.console());
      }
      introduce(out, scene.port());
      CallReport report = call(scene, out, prompts, clips);
      Path sound = data.resolve("call-" + report.callSid() + ".wav");
      Files.write(sound, Wav.stereo(report.callerSide(), report.agentSide()));
      printLead(out, stores, new CallSid(report.callSid()));
      printPaths(out, sound);
      report.failures().forEach(failure -> out.println("Not as the story says: " + failure));
      boolean whole = printSteps(out, new DemoSteps(report, stores).happened());
      if (!once) {
        stayUp(scene, out, prompts, clips);
      }
      return whole ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static CallReport call(
      DemoEnvironment scene, PrintWriter out, PromptLibrary prompts, CallerClips clips)
      throws InterruptedException, TimeoutException {
    var printer = new CallPrinter(out, prompts, clips);
    CallPlan plan =
        CallPlan.of(DemoStory.demo(), DemoStory.sounds(prompts, clips, Map.of()))
            .withListener(printer::print);
    return scene.carrier().call(plan).await(LONGEST_CALL);
  }

  private static void printConsole(PrintWriter out, DemoConsole console) {
    out.println("The console, with a week of calls to a dental clinic:  " + console.url());
    out.println("  e-mail    " + console.email());
    out.println("  password  " + console.password());
    out.println("Its page Live (עכשיו) shows calls while they run.");
    out.println();
  }

  /// A folder that cannot be used is reported before anything is started, with the option for
  /// another.
  private void requireFolder() throws IOException {
    try {
      Files.createDirectories(data);
    } catch (FileSystemException e) {
      throw new ParameterException(
          spec.commandLine(),
          "The folder %s cannot be made: go to a folder that you may write to, or name another by --data."
              .formatted(data.toAbsolutePath()));
    }
    if (!Files.isWritable(data)) {
      throw new ParameterException(
          spec.commandLine(),
          "You may not write to the folder %s: name another by --data."
              .formatted(data.toAbsolutePath()));
    }
  }

  private static void introduce(PrintWriter out, int port) {
    out.println(
        "Kolan listens on port " + port + "; Twilio knows it as " + DemoEnvironment.PUBLIC + ".");
    out.println("A simulated Twilio calls it now, with Dana on the line.");
    out.println();
    out.flush();
  }

  private void printLead(PrintWriter out, Stores stores, CallSid call) {
    out.println();
    stores
        .leads()
        .find(call)
        .ifPresentOrElse(
            lead -> {
              PhoneNumber callback = lead.callback();
              out.println("The lead");
              out.println("  call back  " + (callback == null ? "unknown" : callback.value()));
              printTurn(out, stores.turns(), call, "about", lead.reasonTurn());
              printTurn(out, stores.turns(), call, "name", lead.nameTurn());
              out.println("  state      " + lead.state());
            },
            () -> out.println("There is no lead."));
  }

  private void printTurn(
      PrintWriter out, TurnStore turns, CallSid call, String what, @Nullable Integer position) {
    turns.findByCall(call).stream()
        .filter(turn -> position != null && turn.position() == position)
        .map(Turn::audioFile)
        .forEach(file -> out.printf("  %-10s %s%n", what, data.resolve(String.valueOf(file))));
  }

  private void printPaths(PrintWriter out, Path sound) {
    out.println();
    out.println("The whole call, the caller left and the agent right:  " + sound);
    out.println("The ledger (SQLite):  " + data.resolve("kolan.db"));
    out.println();
  }

  private static boolean printSteps(PrintWriter out, Map<String, Boolean> steps) {
    steps.forEach((step, happened) -> out.println((happened ? "  ✓ " : "  ✗ ") + step));
    boolean whole = !steps.containsValue(false);
    out.println(whole ? "Every step happened." : "Not every step happened.");
    out.flush();
    return whole;
  }

  /// Lets Dana call again for each line that is entered.
  private void stayUp(
      DemoEnvironment scene, PrintWriter out, PromptLibrary prompts, CallerClips clips)
      throws InterruptedException, TimeoutException, IOException {
    out.println();
    out.println("The server stays up. Enter lets Dana call again, Ctrl-C stops it.");
    out.println("Another call, from another terminal:");
    out.printf(
        "  TWILIO_ACCOUNT_SID=%s TWILIO_AUTH_TOKEN='%s' \\%n"
            + "    kolan simulate call --to http://127.0.0.1:%d%s --public-url %s%n",
        DemoEnvironment.ACCOUNT,
        DemoEnvironment.TOKEN,
        scene.port(),
        TwilioPaths.INCOMING_CALL,
        DemoEnvironment.PUBLIC);
    out.flush();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      CallReport report = call(scene, out, prompts, clips);
      out.println("The call is over: " + report.callSid());
      out.flush();
    }
    new CountDownLatch(1).await();
  }
}
