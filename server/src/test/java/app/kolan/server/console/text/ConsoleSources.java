package app.kolan.server.console.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The templates and the code that use texts, without their comments.
final class ConsoleSources {
  private static final Path JAVA = Path.of("src/main/java/app/kolan/server");
  private static final Path CONSOLE = JAVA.resolve("console");
  private static final Path TEMPLATES = Path.of("src/main/jte");

  private static final Pattern AUDIT = Pattern.compile("server\\.audit\\.|PageAudit ");

  private ConsoleSources() {}

  static List<String> templates() {
    return below(TEMPLATES);
  }

  static List<String> code() {
    return below(CONSOLE);
  }

  /// A file of the console's code.
  static String read(String path) {
    return read(CONSOLE.resolve(path));
  }

  /// All code of the server that has to do with the audit log.
  static List<String> audited() {
    return below(JAVA).stream().filter(source -> AUDIT.matcher(source).find()).toList();
  }

  /// The same without the console.
  static List<String> auditedBesideConsole() {
    return audited().stream()
        .filter(source -> !source.contains("package app.kolan.server.console"))
        .toList();
  }

  private static List<String> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(ConsoleSources::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.strip().startsWith("//")).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
