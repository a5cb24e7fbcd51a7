package app.kolan.cli.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The libraries that Kolan ships, and the plug-ins and checkers that build them, are those whose
/// hashes are in the repository, whatever mirror they came from. See docs/decisions/0026 and 0067.
///
/// With `-Dkolan.libraries.write=true` the list is written anew.
@Tag("unit")
class LibrariesTest {
  private static final Path LIST = Path.of("..", ".mvn", "libraries.sha256");
  private static final Path FETCHED = Path.of("..", ".mvn", "fetched.sha256");
  private static final Pattern PLUGIN =
      Pattern.compile(
          "<plugin>\\s*<groupId>(?<group>[^<]+)</groupId>\\s*<artifactId>(?<artifact>[^<]+)</artifactId>\\s*<version>(?<version>[^<]+)</version>");
  private static final String COMMAND =
      "./mvnw -q verify -pl cli -am -Dtest=LibrariesTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dkolan.libraries.write=true";

  /// What has a part in a release; the others measure and test.
  private static final List<String> MODULES =
      List.of(
          ".",
          "twilio",
          "simulator",
          "provider-stubs",
          "server",
          "doctor",
          "lab",
          "cli",
          "release");

  private static final long LARGEST = 6_000_000;
  private static final Set<String> NOT_OF_A_RELEASE =
      Set.of("maven-clean-plugin", "maven-install-plugin");

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

  /// Of what Maven fetches for a release this machine has most. The few large files, a database for
  /// tests and a compiler of Kotlin, would take longer than all others: `release/reproduce`
  /// compares them, too, in a repository that was empty before.
  @Test
  void every_plugin_and_checker_is_the_one_whose_hash_is_listed() throws IOException {
    Path repository = localRepository();
    var problems = new ArrayList<String>();
    int compared = 0;
    for (Map.Entry<String, String> listed : LibraryHashes.read(FETCHED).byName().entrySet()) {
      Path file = repository.resolve(listed.getKey());
      if (Files.exists(file) && Files.size(file) < LARGEST) {
        compared++;
        if (!LibraryHashes.of(List.of(file)).byName().containsValue(listed.getValue())) {
          problems.add(file + " is another file than the one that is listed");
        }
      }
    }
    assertThat(compared).isGreaterThan(50);
    assertThat(problems).as("see CONTRIBUTING, Changing a plug-in").isEmpty();
  }

  @Test
  void every_plugin_of_a_release_is_listed() throws IOException {
    var listed = LibraryHashes.read(FETCHED).byName().keySet();
    var missing = new ArrayList<String>();
    String root = Files.readString(Path.of("..", "pom.xml"));
    for (String module : MODULES) {
      Matcher plugin = PLUGIN.matcher(Files.readString(Path.of("..", module, "pom.xml")));
      while (plugin.find()) {
        String artifact = plugin.group("artifact");
        String version = version(root, plugin.group("version"));
        String folder = plugin.group("group").replace('.', '/') + "/" + artifact + "/" + version;
        String path = "%s/%s-%s.jar".formatted(folder, artifact, version);
        if (!NOT_OF_A_RELEASE.contains(artifact) && !listed.contains(path)) {
          missing.add(path);
        }
      }
    }
    assertThat(missing).as("see CONTRIBUTING, Changing a plug-in").isEmpty();
  }

  private static String version(String root, String said) {
    if (!said.startsWith("${")) {
      return said;
    }
    String property = said.substring(2, said.length() - 1);
    Matcher value = Pattern.compile("<" + property + ">([^<]+)</" + property + ">").matcher(root);
    assertThat(value.find()).as(said).isTrue();
    return value.group(1);
  }

  /// Where the class path's libraries are.
  private static Path localRepository() throws IOException {
    Path jspecify =
        libraries().stream()
            .filter(jar -> String.valueOf(jar.getFileName()).startsWith("jspecify-"))
            .findFirst()
            .orElseThrow();
    return jspecify.resolve(Path.of("..", "..", "..", "..", "..")).normalize();
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
