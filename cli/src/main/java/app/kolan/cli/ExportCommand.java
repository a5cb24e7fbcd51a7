package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan export`: what is known, as files for others.
@Command(
    name = "export",
    description = "Exports all that is known of one person.",
    subcommands = {ExportPersonCommand.class, CommandLine.HelpCommand.class})
public final class ExportCommand implements Runnable {
  private final AdministrationAccess access;

  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  ExportCommand() {
    this(ConfigReader::draft);
  }

  ExportCommand(Supplier<ConfigDraft> settings) {
    access = new AdministrationAccess(settings);
  }

  AdministrationAccess access() {
    return access;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What is to be exported is missing: person.");
  }
}
