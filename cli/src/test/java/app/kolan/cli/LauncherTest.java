package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, with a JDK and a build that only say that they were asked.
@Tag("socket")
class LauncherTest {
  private static final Path ROOT = Path.of("..");
  private static final String MAIN = "app.kolan.server.bootstrap.ServerMain";

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of("kolan", ".mvn/find-jdk.sh")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(ROOT.resolve(file), folder.resolve(file));
    }
    script("jdk/bin/java", "echo \"LANG ${LC_ALL:-$LANG}\"; echo \"java $*\"");
    script("jdk/bin/javac", "");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
  }

  @Test
  void a_user_who_may_not_build_starts_what_was_built_before() throws Exception {
    jar("cli/target/kolan-cli.jar");
    jar("server/target/kolan-server.jar");
    script("mvnw", "exit 1");
    nobodyMayWrite();

    assertThat(serve(0))
        .contains(MAIN)
        .contains("What was built before starts", "Remedy: as the owner of the folder")
        .doesNotContain("BUILD", "failed");
  }

  @Test
  void a_user_who_may_not_write_where_another_has_built_starts_what_was_built() throws Exception {
    jar("cli/target/kolan-cli.jar");
    jar("server/target/kolan-server.jar");
    script("mvnw", "exit 1");
    // Root may append to every file, and to no folder.
    Files.createDirectories(folder.resolve("target/build.log"));

    assertThat(serve(0)).contains(MAIN).contains("What was built before starts");
  }

  @Test
  void a_user_who_may_not_build_is_told_who_can() throws Exception {
    script("mvnw", "exit 1");
    nobodyMayWrite();

    assertThat(serve(2)).contains("not built yet", "Remedy: as the owner").doesNotContain(MAIN);
  }

  @Test
  void a_build_that_fails_shows_its_own_errors() throws Exception {
    Files.createDirectories(folder.resolve("target"));
    Files.writeString(folder.resolve("target/build.log"), "[INFO] BUILD SUCCESS\nexit 0\n");
    script("mvnw", "echo '[ERROR] no network'; exit 1");

    assertThat(serve(2))
        .contains("[ERROR] no network", "The build failed")
        .doesNotContain("SUCCESS");
  }

  @Test
  void a_build_that_works_is_started() throws Exception {
    script(
        "mvnw",
        "mkdir -p cli/target server/target; touch cli/target/kolan-cli.jar"
            + " server/target/kolan-server.jar");

    assertThat(serve(0))
        .contains("Building Kolan", MAIN)
        .as("a server without memory is started anew by its supervisor")
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void a_build_by_maven_alone_gets_its_quick_start_once() throws Exception {
    jar("cli/target/kolan-cli.jar");
    jar("server/target/kolan-server.jar");
    Files.delete(folder.resolve("pom.xml"));

    assertThat(serve(0)).contains("Preparing a quick start", MAIN);
    assertThat(serve(0)).doesNotContain("Preparing").contains(MAIN);

    assertThat(Files.readString(folder.resolve("target/build.log")))
        .containsOnlyOnce("-XX:AOTCacheOutput=" + folder.resolve("cli/target/kolan-serve.aot"));
  }

  @Test
  void what_a_command_makes_of_callers_data_is_for_its_user_alone() throws Exception {
    jar("cli/target/kolan-cli.jar");
    jar("server/target/kolan-server.jar");
    script("jdk/bin/java", "umask");
    nobodyMayWrite();

    assertThat(run(0, "serve")).contains("0077");
    assertThat(run(0, "user", "add")).contains("0077");
    assertThat(run(0, "backup", "there")).contains("0077");
    assertThat(run(0, "simulate", "call")).contains("0022");
  }

  @Test
  void an_environment_without_a_locale_gets_one_with_hebrew() throws Exception {
    jar("cli/target/kolan-cli.jar");
    jar("server/target/kolan-server.jar");
    nobodyMayWrite();

    assertThat(serve(0)).contains("LANG C.UTF-8");
  }

  private String serve(int exitCode) throws IOException, InterruptedException {
    return run(exitCode, "serve");
  }

  /// Runs `./kolan` without an environment.
  ///
  /// @return all that was printed
  private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("sh", "-c", "umask 022; exec sh ./kolan \"$@\"", "sh")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("KOLAN_JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
    return printed;
  }

  /// Root may write to every folder, but makes none where a file is.
  private void nobodyMayWrite() throws IOException {
    Files.writeString(folder.resolve("target"), "");
  }

  private void jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private void script(String name, String lines) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\ncd \"$(dirname \"$0\")\"\n" + lines + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }
}
