package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;

/// What a command says that goes by the settings, when their file cannot be read.
final class UnreadableSettings {
  private UnreadableSettings() {}

  /// Names the problem of the file; what follows from it is left out.
  ///
  /// @return the exit code
  static int explain(ConfigDraft draft, PrintWriter err) {
    err.println("The settings cannot be read:");
    err.println("  " + draft.problems().getFirst().line());
    err.flush();
    return ExitCode.USAGE;
  }
}
