package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessFile;
import app.kolan.server.directory.BusinessFiles;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan business import`.
@Command(
    name = "import",
    description = {
      "Takes businesses over from YAML files, one each: `slug` (else the file's name), `numbers`,"
          + " `account`, and the settings.",
      "",
      "Without --publish the settings become a draft, by which no call is answered, and the numbers"
          + " and the name of a business that is there stay as they are. A file that is wrong changes"
          + " nothing; the others are imported."
    })
public final class BusinessImportCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML or JSON, in UTF-8.")
  private List<Path> paths = List.of();

  @Option(names = "--publish", description = "Answer calls by it from the next one on.")
  private boolean publish;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who look back.")
  private String note = "";

  /// Only picocli makes one.
  BusinessImportCommand() {
    this(ConfigReader::draft);
  }

  BusinessImportCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> importAll(administration));
  }

  private int importAll(Administration administration) {
    int worst = ExitCode.OK;
    for (Path path : paths) {
      worst = Math.max(worst, importOne(administration, path));
    }
    return worst;
  }

  private int importOne(Administration administration, Path path) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      BusinessFile file = BusinessFiles.read(path);
      String outcome = publish ? publish(administration, file) : draft(administration, file);
      out.println("%s: %s".formatted(file.identity().slug(), outcome));
      out.flush();
      return ExitCode.OK;
    } catch (InvalidSettings e) {
      err.println("%s is not imported:".formatted(path));
      e.problems().forEach(problem -> err.println("  " + problem.line()));
      err.flush();
      return ExitCode.USAGE;
    } catch (DirectoryConflict e) {
      err.println("%s is not imported: %s".formatted(path, e.getMessage()));
      err.flush();
      return ExitCode.SOFTWARE;
    }
  }

  private String publish(Administration administration, BusinessFile file) throws InvalidSettings {
    BusinessFiles.Taken taken = administration.files().take(file, note, Author.COMMAND);
    Long version = taken.business().publishedVersion();
    return switch (taken.outcome()) {
      case ADDED -> "added, version %d is published".formatted(version);
      case CHANGED -> "changed, version %d is published".formatted(version);
      case SAME -> "unchanged, version %d is published".formatted(version);
    };
  }

  private String draft(Administration administration, BusinessFile file) throws InvalidSettings {
    BusinessFiles.Prepared prepared = administration.files().prepare(file, note, Author.COMMAND);
    boolean isPublished = prepared.version().state() == SettingsVersion.State.PUBLISHED;
    String state = isPublished ? "version %d is published" : "version %d is a draft";
    String outcome =
        switch (prepared.outcome()) {
          case ADDED -> "added, ";
          case CHANGED -> "";
          case SAME -> "unchanged, ";
        };
    return outcome + state.formatted(prepared.version().version());
  }
}
