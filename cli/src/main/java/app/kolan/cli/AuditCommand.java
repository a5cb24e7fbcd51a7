package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan audit`: the audit log.
@Command(
    name = "audit",
    description =
        "Shows what was done and looked at, and verifies that nobody has changed the log.",
    subcommands = {AuditListCommand.class, AuditVerifyCommand.class, CommandLine.HelpCommand.class})
public final class AuditCommand implements Runnable {
  private final AdministrationAccess access;

  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  AuditCommand() {
    this(ConfigReader::draft);
  }

  AuditCommand(Supplier<ConfigDraft> settings) {
    access = new AdministrationAccess(settings);
  }

  AdministrationAccess access() {
    return access;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What is to be done is missing: list or verify.");
  }
}
