package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DocumentDiff;
import app.kolan.server.directory.SettingsVersion;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan business diff`.
@Command(
    name = "diff",
    description = {
      "Prints how two versions of a business's settings differ, as a unified diff without secrets.",
      "",
      "Nothing is printed when they are the same."
    })
public final class BusinessDiffCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SLUG", description = "Which business.")
  private String slug = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FROM",
      description = "A version; the published one by default.")
  private @Nullable Long from;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TO",
      description = "Another version; the newest by default.")
  private @Nullable Long to;

  /// Only picocli makes one.
  BusinessDiffCommand() {
    this(ConfigReader::draft);
  }

  BusinessDiffCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> compare(administration));
  }

  private int compare(Administration administration) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<BusinessRecord> found = administration.directory().find(slug);
    if (found.isEmpty()) {
      return AdministrationAccess.unknown(slug, err);
    }
    BusinessRecord business = found.get();
    Optional<SettingsVersion> first =
        BusinessVersions.of(administration.directory(), business, from);
    if (first.isEmpty()) {
      return BusinessVersions.unknown(business, from, err);
    }
    Optional<SettingsVersion> second =
        to == null
            ? BusinessVersions.newest(administration.directory(), business)
            : BusinessVersions.of(administration.directory(), business, to);
    if (second.isEmpty()) {
      return BusinessVersions.unknown(business, to, err);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(DocumentDiff.ofVersions(first.get(), second.get()));
    out.flush();
    return ExitCode.OK;
  }
}
