package app.kolan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan registry`: the registries of those who want no advertising.
@Command(
    name = "registry",
    description = {
      "Reads in the registry of those who want no advertising, shows which one counts, and takes"
          + " that back; see docs/calling-out.md.",
      "",
      "It works on the database of the settings; a server may run meanwhile, and goes by a change"
          + " from its next call on."
    },
    subcommands = {RegistryReadCommand.class, RegistryShowCommand.class, RegistryUndoCommand.class})
public final class RegistryCommand implements Runnable {
  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  RegistryCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: read, show or undo.");
  }
}
