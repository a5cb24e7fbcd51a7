package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.knowledge.Documents;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.knowledge.UnreadableDocument;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.KnowledgeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan knowledge import`.
@Command(
    name = "import",
    description = {
      "Has the agent know what files say: Markdown, text in UTF-8, PDF and DOCX, of 10 MB at most"
          + " each. Of a folder all such files are taken.",
      "",
      "A file replaces the one of the same name. One that cannot be read is named with the reason;"
          + " the others are imported."
    })
public final class KnowledgeImportCommand implements Callable<Integer> {
  private static final int MOST_FILES = 1000;

  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
  private List<Path> paths = List.of();

  @Mixin private BusinessOption business = new BusinessOption();

  /// Only picocli makes one.
  KnowledgeImportCommand() {
    this(ConfigReader::draft);
  }

  KnowledgeImportCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> importAll(administration));
  }

  private int importAll(Administration administration) {
    long id = business.id(administration);
    PrintWriter err = spec.commandLine().getErr();
    List<Path> files = new ArrayList<>();
    boolean all = true;
    for (Path path : paths) {
      try {
        files.addAll(filesOf(path));
      } catch (IOException _) {
        err.println(path + " cannot be read.");
        all = false;
      }
    }
    for (int i = 0; i < files.size(); i++) {
      all &= importOne(administration, id, files.get(i), i + 1, files.size());
    }
    return all ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static List<Path> filesOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> within = Files.list(path)) {
      return within
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  file.toString()
                      .toLowerCase(Locale.ROOT)
                      .matches(".*\\.(md|markdown|txt|pdf|docx)"))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  private boolean importOne(
      Administration administration, long business, Path file, int number, int of) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > Documents.LARGEST_FILE) {
        err.println(file + " is not imported: it has more than 10 MB; divide it.");
        return false;
      }
      KnowledgeSource added =
          administration
              .knowledge()
              .put(
                  Knowledge.file(business, name, Files.readAllBytes(file)),
                  "command",
                  administration.clock().instant());
      administration.note("knowledge.add", business, Long.toString(added.id()), null);
      out.println(
          "%d/%d  %s: %d %s, %d characters"
              .formatted(
                  number,
                  of,
                  file,
                  added.passages(),
                  added.passages() == 1 ? "passage" : "passages",
                  added.characters()));
      out.flush();
      return true;
    } catch (NoSuchFileException _) {
      err.println("There is no file " + file + ".");
    } catch (IOException e) {
      err.println(file + " cannot be read: " + e.getMessage());
    } catch (UnreadableDocument | CrmConflict e) {
      err.println("%s is not imported: %s.".formatted(file, e.getMessage()));
    }
    return false;
  }
}
