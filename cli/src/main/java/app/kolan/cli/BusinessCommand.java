package app.kolan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan business`: the businesses of a server with many.
@Command(
    name = "business",
    description = {
      "Lists, imports, exports and compares the businesses of a server with many.",
      "",
      "It works on the database of the settings; a server may run meanwhile, and sees a change"
          + " within a second."
    },
    subcommands = {
      BusinessListCommand.class,
      BusinessImportCommand.class,
      BusinessExportCommand.class,
      BusinessDiffCommand.class
    })
public final class BusinessCommand implements Runnable {
  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  BusinessCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, import, export or diff.");
  }
}
