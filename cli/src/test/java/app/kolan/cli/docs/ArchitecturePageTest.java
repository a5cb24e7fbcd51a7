package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares the page on the architecture with the server's sources.
@Tag("unit")
class ArchitecturePageTest {
  private static final Path SERVER =
      DocumentationTest.ROOT.resolve("server/src/main/java/app/kolan/server");

  /// Where a thread gets its name; a name that ends with a dash goes on with a number or a call.
  private static final Pattern THREAD =
      Pattern.compile(
          "(?:\\.daemon\\(\\)|Thread[^;\"]*)\\.name\\(\\s*\"([a-z-]+)\""
              + "|(?:PollingLoop|WorkerThreads\\.named)\\(\"([a-z-]+)\"");

  private final String page = read(DocumentationTest.ROOT.resolve("docs/architecture.md"));

  @Test
  void every_package_of_the_server_has_its_row_and_no_other() {
    Set<String> rows =
        Pattern.compile("^\\| `(\\w+)/` \\|", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).containsExactlyInAnyOrderElementsOf(packages());
  }

  @Test
  void every_thread_with_a_name_is_on_the_page() {
    Set<String> threads = new TreeSet<>();
    for (Path source : sources()) {
      THREAD
          .matcher(read(source))
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(threads::add);
    }

    assertThat(threads).contains("ledger-writer-", "alerts", "node-beat").hasSizeGreaterThan(40);
    assertThat(threads).allSatisfy(thread -> assertThat(page).contains("`" + thread));
  }

  private static List<String> packages() {
    try (Stream<Path> folders = Files.list(SERVER)) {
      return folders.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(SERVER)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
