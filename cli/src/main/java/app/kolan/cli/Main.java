package app.kolan.cli;

import app.kolan.server.bootstrap.ServeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `kolan`.
@Command(
    name = "kolan",
    description = "A self-hosted Hebrew phone agent for Twilio, with the carrier in the box.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked",
      "1:it did not, for the reason that is printed",
      "2:the command line or the settings are wrong"
    },
    subcommands = {
      InitCommand.class,
      ServeCommand.class,
      HealthCommand.class,
      DemoCommand.class,
      SimulateCommand.class,
      PromptsCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      ReplayCommand.class,
      RehearseCommand.class,
      TalkCommand.class,
      SpokenCommand.class,
      UserCommand.class,
      KeyCommand.class,
      AuditCommand.class,
      EraseCommand.class,
      ExportCommand.class,
      BusinessCommand.class,
      SoundCommand.class,
      KnowledgeCommand.class,
      RegistryCommand.class,
      UsageCommand.class,
      EvalCommand.class,
      BenchCommand.class,
      BackupCommand.class,
      MigrateCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  Main() {}

  /// Prints UTF-8 whatever the locale is: under the locale C, the JVM would print Hebrew as
  /// question marks.
  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = run(out, err, arguments);
    // A disk that is full, or a reader who has left: what was asked for did not arrive.
    boolean isLost = out.checkError() && exitCode == ExitCode.OK;
    System.exit(isLost ? ExitCode.SOFTWARE : exitCode);
  }

  private static int run(PrintWriter out, PrintWriter err, String... arguments) {
    var commandLine = new CommandLine(new Main());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setExecutionExceptionHandler(new Failures());
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"kolan " + (version == null ? "development" : version)};
    }
  }
}
