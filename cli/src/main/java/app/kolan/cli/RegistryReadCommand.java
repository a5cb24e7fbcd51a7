package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.outbound.RegistryFile;
import app.kolan.server.outbound.RegistryFile.InvalidRegistry;
import app.kolan.server.outbound.RegistryImports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan registry read`.
@Command(
    name = "read",
    description = {
      "Reads a registry in from a file: CSV or plain text, one number a line, as it is dialled at"
          + " home or in E.164. It takes the place of the one that counted, once all of it is there.",
      "",
      "A file with lines that hold no number that can be called is not read in, unless --skip"
          + " leaves them out."
    })
public final class RegistryReadCommand implements Callable<Integer> {
  private static final long LARGEST = 100L << 20;
  private static final int SHOWN_LINES = 5;
  private static final int A_LINE_EACH = 20_000;

  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file, of 100 MB at most.")
  private Path file = Path.of("");

  @Option(names = "--skip", description = "Leave out lines without a number that can be called.")
  private boolean skips;

  @Mixin private BusinessOption business = new BusinessOption();

  /// Only picocli makes one.
  RegistryReadCommand() {
    this(ConfigReader::draft);
  }

  RegistryReadCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> read(administration));
  }

  private int read(Administration administration) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long id = business.id(administration);
    RegistryFile read;
    try {
      if (Files.size(file) > LARGEST) {
        err.println(file + " is not read in: it has more than 100 MB.");
        return ExitCode.SOFTWARE;
      }
      read = RegistryFile.read(Files.readAllBytes(file), administration.locale(id).country());
    } catch (NoSuchFileException _) {
      err.println("There is no file " + file + ".");
      return ExitCode.SOFTWARE;
    } catch (IOException e) {
      err.println(file + " cannot be read: " + e.getMessage());
      return ExitCode.SOFTWARE;
    } catch (InvalidRegistry e) {
      err.println("%s is not read in: %s.".formatted(file, e.getMessage()));
      return ExitCode.SOFTWARE;
    }
    if (!read.unreadable().isEmpty() && !skips) {
      err.println(
          "%s is not read in: %d of its lines hold no number that can be called, such as %s. Correct them, or leave them out by --skip."
              .formatted(
                  file,
                  read.unreadable().size(),
                  read.unreadable().stream()
                      .limit(SHOWN_LINES)
                      .map(line -> "line " + line)
                      .collect(Collectors.joining(", "))));
      return ExitCode.SOFTWARE;
    }
    int all = read.numbers().size();
    RegistryImports.Result result =
        administration
            .registries()
            .read(
                id,
                read,
                String.valueOf(file.getFileName()),
                AuditActor.COMMAND,
                so -> progress(out, so, all));
    return switch (result) {
      case RegistryImports.Result.Read(var numbers, var changed) -> {
        out.println(
            "The registry counts: %d numbers, %d of them new, and %d are gone. Take it back by: kolan registry undo%s"
                .formatted(numbers, changed.added(), changed.removed(), business.asWritten()));
        yield ExitCode.OK;
      }
      case RegistryImports.Result.Busy() -> {
        err.println("Somebody else reads a registry in just now. Try again in a minute.");
        yield ExitCode.SOFTWARE;
      }
      case RegistryImports.Result.Lost() -> {
        err.println(
            "It took too long, and somebody else has begun meanwhile. Nothing has changed.");
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static void progress(PrintWriter out, int so, int all) {
    if (so % A_LINE_EACH == 0 || so == all) {
      out.println("%d/%d".formatted(so, all));
      out.flush();
    }
  }
}
