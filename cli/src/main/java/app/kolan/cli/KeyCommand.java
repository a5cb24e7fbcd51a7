package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan key`: the API keys.
@Command(
    name = "key",
    description = "Makes, lists and revokes the keys by which programs use the API.",
    subcommands = {
      KeyAddCommand.class,
      KeyListCommand.class,
      KeyRevokeCommand.class,
      CommandLine.HelpCommand.class
    })
public final class KeyCommand implements Runnable {
  private final AdministrationAccess access;

  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  KeyCommand() {
    this(ConfigReader::draft);
  }

  KeyCommand(Supplier<ConfigDraft> settings) {
    access = new AdministrationAccess(settings);
  }

  AdministrationAccess access() {
    return access;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What is to be done is missing: add, list or revoke.");
  }
}
