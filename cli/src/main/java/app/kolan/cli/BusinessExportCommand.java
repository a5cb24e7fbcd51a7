package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.directory.BusinessFile;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.SettingsVersion;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan business export`.
@Command(
    name = "export",
    description = {
      "Prints a business as a YAML file that can be imported again.",
      "",
      "Secrets are masked. A mask that is imported again into this business stands for the secret"
          + " that is there."
    })
public final class BusinessExportCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLUG", description = "Which business.")
  private String slug = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "This version of its settings; by default the published one, else the newest.")
  private @Nullable Long version;

  /// Its own, since `--version` takes the place of the options that commands inherit.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the annotation alone
  private boolean help;

  /// Only picocli makes one.
  BusinessExportCommand() {
    this(ConfigReader::draft);
  }

  BusinessExportCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> export(administration));
  }

  private int export(Administration administration) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<BusinessRecord> business = administration.directory().find(slug);
    if (business.isEmpty()) {
      return AdministrationAccess.unknown(slug, err);
    }
    Optional<SettingsVersion> chosen =
        BusinessVersions.of(administration.directory(), business.get(), version);
    if (chosen.isEmpty()) {
      return BusinessVersions.unknown(business.get(), version, err);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(BusinessFile.text(business.get(), chosen.get()));
    out.flush();
    return ExitCode.OK;
  }
}
