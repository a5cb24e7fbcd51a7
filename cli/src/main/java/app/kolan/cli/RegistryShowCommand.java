package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.outbound.RegistryImports;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.server.outbound.RegistryStore.State;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kolan registry show`.
@Command(
    name = "show",
    description = {
      "Shows which registry counts, which one counted before, and whether one is being read in."
    })
public final class RegistryShowCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Mixin private BusinessOption business = new BusinessOption();

  /// Only picocli makes one.
  RegistryShowCommand() {
    this(ConfigReader::draft);
  }

  RegistryShowCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> show(administration));
  }

  private int show(Administration administration) {
    long id = business.id(administration);
    administration.note("do-not-call.registry", id, Long.toString(id), null);
    RegistryImports imports = administration.registries();
    List<Registry> all = imports.store().find(id);
    if (all.isEmpty()) {
      spec.commandLine()
          .getOut()
          .println(
              "No registry was read in for %s, so nobody is called to advertise. kolan registry read does so."
                  .formatted(business.name()));
      return ExitCode.OK;
    }
    var table = new TextTable("state", "numbers", "read in", "file", "by");
    for (Registry registry : all) {
      String state = registry.state().name().toLowerCase(Locale.ROOT);
      boolean isOld = registry.state() == State.CURRENT && !imports.isFresh(registry);
      boolean isBroken = registry.state() == State.LOADING && !imports.isLoading(registry);
      table.add(
          isOld ? state + ", too old" : isBroken ? "broken off" : state,
          registry.state() == State.LOADING
              ? "%d/%d".formatted(registry.numbers(), registry.expected())
              : Integer.toString(registry.numbers()),
          registry.readAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          String.valueOf(registry.file() == null ? "" : registry.file()),
          registry.by());
    }
    table.print(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
