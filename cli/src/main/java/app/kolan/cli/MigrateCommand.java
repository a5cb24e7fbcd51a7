package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan migrate`: brings the database's tables up to date, as a start does.
@Command(
    name = "migrate",
    description = {
      "Brings the tables of the database up to date, as a start does, and ends.",
      "With SQLite a copy of an older database is kept beside it."
    })
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
  private boolean isDryRun;

  private final Supplier<ConfigDraft> settings;

  /// Reads the settings of this process.
  MigrateCommand() {
    this(ConfigReader::draft);
  }

  MigrateCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!StoreProblems.explain(draft, err)) {
      return ExitCode.USAGE;
    }
    StoreSettings store = draft.config().store();
    try {
      int before = StoreFactory.version(store);
      if (isDryRun) {
        tell(before, StoreFactory.pending(store), out);
        return ExitCode.OK;
      }
      StoreFactory.open(store).close();
      int after = StoreFactory.version(store);
      out.println(
          before == after
              ? "The tables have version %d already.".formatted(after)
              : "The tables had version %d and have version %d now.".formatted(before, after));
      out.flush();
      return ExitCode.OK;
    } catch (StoreException e) {
      err.println("Kolan cannot migrate: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static void tell(int version, List<String> steps, PrintWriter out) {
    int newest = StoreFactory.newestVersion();
    if (version == 0) {
      out.println("There are no tables yet; a start makes them, in version %d.".formatted(newest));
    } else if (version > newest) {
      out.println(
          "The tables have version %d, and this Kolan knows version %d: nothing would be done."
              .formatted(version, newest));
    } else if (steps.isEmpty()) {
      out.println("The tables have version %d already.".formatted(version));
    } else {
      out.println(
          "The tables have version %d. Up to version %d there are %d steps:"
              .formatted(version, newest, steps.size()));
      steps.forEach(step -> out.println("  " + step));
    }
    out.flush();
  }
}
