package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.outbound.RegistryStore.Registry;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kolan registry undo`.
@Command(
    name = "undo",
    description = {
      "Has the registry before the last one count again, with the date on which it was read in."
    })
public final class RegistryUndoCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Mixin private BusinessOption business = new BusinessOption();

  /// Only picocli makes one.
  RegistryUndoCommand() {
    this(ConfigReader::draft);
  }

  RegistryUndoCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> undo(administration));
  }

  private int undo(Administration administration) {
    Optional<Registry> now =
        administration.registries().undo(business.id(administration), AuditActor.COMMAND);
    if (now.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("There is no registry before the one that counts. Nothing has changed.");
      return ExitCode.SOFTWARE;
    }
    spec.commandLine()
        .getOut()
        .println(
            "The registry of %s counts again, with %d numbers."
                .formatted(
                    now.get().readAt().truncatedTo(ChronoUnit.SECONDS), now.get().numbers()));
    return ExitCode.OK;
  }
}
