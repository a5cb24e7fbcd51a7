package app.kolan.cli;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.Selection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan export person`: all that a business has of one person, as a zip.
@Command(
    name = "person",
    description = {
      "Writes all that a business has of one person into a zip: person.json, the sounds of his"
          + " calls, his tapes. Nobody else's data is in it.",
      "",
      "A server may run meanwhile. The audit log notes it."
    })
public final class ExportPersonCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private ExportCommand parent;

  @ArgGroup(multiplicity = "1")
  private Whom whom = new Whom();

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "In which business; that of the server's own settings by default.")
  private String business = BusinessAdministration.OWN_SLUG;

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet, such as dana.zip.")
  private Path file = Path.of("");

  ExportPersonCommand() {}

  /// Whom; one of these.
  static final class Whom {
    @Option(names = "--contact", paramLabel = "N", description = "A contact of his.")
    private @Nullable Long contact;

    @Option(names = "--number", paramLabel = "NUMBER", description = "A number of his.")
    private @Nullable String number;

    Whom() {}
  }

  @Override
  public Integer call() {
    return parent
        .access()
        .run(
            spec,
            (administration, draft) ->
                export(administration, draft.config().business().locale().country()));
  }

  private int export(Administration administration, String country) {
    PrintWriter err = spec.commandLine().getErr();
    NamedBusiness named = AdministrationAccess.business(administration, business);
    long in = named == null ? Business.FIRST : named.id();
    PersonExport export = administration.personExport();
    Optional<Selection> person = export.find(scope(in, country));
    if (person.isEmpty()) {
      err.println("Nothing is known of this person in " + business + ".");
      return ExitCode.SOFTWARE;
    }
    Selection found = person.get();
    administration.note(
        "person.export",
        in,
        found.contacts().isEmpty() ? "number" : "contact:" + found.contacts().getFirst(),
        AuditDetail.of("calls", Integer.toString(found.calls().size())));
    try {
      write(export, found);
    } catch (FileAlreadyExistsException _) {
      err.println("There is a file %s already. Name a new one.".formatted(file));
      return ExitCode.SOFTWARE;
    } catch (IOException e) {
      err.println("%s cannot be written (%s).".formatted(file, e));
      return ExitCode.SOFTWARE;
    }
    spec.commandLine()
        .getOut()
        .println("Wrote %s: %d calls.".formatted(file, found.calls().size()));
    return ExitCode.OK;
  }

  private ErasureScope scope(long in, String country) {
    Long contact = whom.contact;
    return contact != null
        ? new ErasureScope.OfContact(in, contact)
        : new ErasureScope.OfNumber(
            in, PersonOption.number(spec, String.valueOf(whom.number), country));
  }

  /// For this user's eyes; what breaks off leaves nothing.
  private void write(PersonExport export, Selection person) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      export.write(business, person, out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
