package app.kolan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan knowledge`: what businesses have their agents know.
@Command(
    name = "knowledge",
    description = {
      "Imports, lists and looks up what a business has its agent know; see docs/knowledge.md.",
      "",
      "It works on the database of the settings; a server may run meanwhile, and knows a change from"
          + " its next call on."
    },
    subcommands = {
      KnowledgeImportCommand.class,
      KnowledgeListCommand.class,
      KnowledgeAskCommand.class
    })
public final class KnowledgeCommand implements Runnable {
  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  KnowledgeCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: import, list or ask.");
  }
}
