package app.kolan.cli.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The libraries that Kolan ships are those whose hashes are in the repository, whatever mirror
/// they came from. See docs/decisions/0026.
///
/// With `-Dkolan.libraries.write=true` the list is written anew.
@Tag("unit")
class LibrariesTest {
  private static final Path LIST = Path.of("..", ".mvn", "libraries.sha256");
  private static final String COMMAND =
      "./mvnw -q verify -pl cli -am -Dtest=LibrariesTest -Dsurefire.failIfNoSpecifiedTests=false -Dkolan.libraries.write=true";

  /// Written by the build (`dependency:build-classpath`, scope `runtime`), before the tests run.
  private static final Path CLASS_PATH = Path.of("target", "runtime-class-path.txt");

  @Test
  void every_library_is_the_one_whose_hash_is_listed() throws IOException {
    LibraryHashes seen = LibraryHashes.of(libraries());
    if (Boolean.getBoolean("kolan.libraries.write")) {
      LibraryHashes.read(LIST).updatedFor(seen).write(LIST);
    }

    assertThat(seen.byName()).hasSizeGreaterThan(50);
    assertThat(LibraryHashes.read(LIST).problemsOf(seen))
        .as("when you meant the change, write .mvn/libraries.sha256 anew with %s", COMMAND)
        .isEmpty();
  }

  @Test
  void the_command_that_writes_the_list_is_documented() throws IOException {
    assertThat(Files.readString(Path.of("..", "CONTRIBUTING.md"))).contains(COMMAND);
  }

  /// The class path without Kolan's own modules, which are folders or jars.
  private static List<Path> libraries() throws IOException {
    assertThat(CLASS_PATH)
        .as("Maven writes it: run ./mvnw -q test-compile -pl cli -am -Dspotless.check.skip=true")
        .exists();
    return Stream.of(Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> !Files.isDirectory(entry))
        .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("kolan-"))
        .toList();
  }
}
