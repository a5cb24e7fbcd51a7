package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The launcher of a release as the package installs it, below a folder in place of `/`, with a run
/// time that only says how it was started.
@Tag("socket")
class PackageLauncherTest {
  /// Commands that leave the data of the service alone; `init` gives what it writes to its user.
  private static final Set<String> WITHOUT_DATA =
      Set.of(
          "init",
          "demo",
          "simulate",
          "prompts",
          "explain",
          "replay",
          "rehearse",
          "spoken",
          "bench",
          "help");

  @TempDir private Path root;
  private Path etc;
  private Path elsewhere;

  @BeforeEach
  void install() throws IOException {
    etc = Files.createDirectories(root.resolve("etc/kolan"));
    elsewhere = Files.createDirectories(root.resolve("home/admin"));
    String launcher =
        Files.readString(Path.of("..", "release", "files", "kolan"))
            .replace("/usr/lib/kolan", root + "/usr/lib/kolan")
            .replace("/etc/kolan", root + "/etc/kolan")
            .replace("/var/lib/kolan", root + "/var/lib/kolan");
    script("usr/lib/kolan/bin/kolan", launcher);
    script(
        "usr/lib/kolan/runtime/bin/java",
        "#!/bin/sh\nenv | grep ^KOLAN_ | sort\necho \"umask $(umask)\"\necho \"$@\"\n");
    script("fake/id", "#!/bin/sh\necho 1000\n");
    script("fake/runuser", "#!/bin/sh\necho \"runuser $*\"\n");
  }

  @Test
  void a_command_beside_the_service_has_its_settings_data_and_variables() throws Exception {
    Files.writeString(etc.resolve("kolan.yaml"), "port: 8081\n");
    Files.writeString(
        etc.resolve("environment"),
        """
        # a comment
        KOLAN_DATABASE=jdbc:postgresql://db/kolan?user=kolan&sslmode=require

        KOLAN_GREETING="שלום, $HOME"
        not a variable
        KOLAN_LOG_LEVEL=info""");

    assertThat(kolan(0, elsewhere, "backup", "there"))
        .contains("KOLAN_CONFIG=" + etc.resolve("kolan.yaml"))
        .contains("KOLAN_DATA=" + root + "/var/lib/kolan")
        .contains("KOLAN_DATABASE=jdbc:postgresql://db/kolan?user=kolan&sslmode=require\n")
        .contains("KOLAN_GREETING=שלום, $HOME\n", "KOLAN_LOG_LEVEL=info\n", "umask 0077")
        .contains("app.kolan.cli.Main backup there");
  }

  @Test
  void settings_in_this_folder_and_a_data_folder_of_the_settings_come_first() throws Exception {
    Files.writeString(etc.resolve("kolan.yaml"), "data: /srv/kolan\n");

    assertThat(kolan(0, etc, "doctor")).contains("KOLAN_CONFIG=").doesNotContain("KOLAN_DATA=");

    Files.writeString(elsewhere.resolve("kolan.yaml"), "port: 8081\n");
    assertThat(kolan(0, elsewhere, "doctor")).doesNotContain("KOLAN_CONFIG=", "KOLAN_DATA=");
  }

  @Test
  void the_first_settings_are_those_of_the_service() throws Exception {
    assertThat(kolan(0, elsewhere, "init"))
        .contains("KOLAN_CONFIG=" + etc.resolve("kolan.yaml"))
        .contains("KOLAN_DATA=" + root + "/var/lib/kolan");
  }

  @Test
  void root_leaves_nothing_that_the_service_cannot_write_to() throws Exception {
    script("fake/id", "#!/bin/sh\necho 0\n");

    assertThat(kolan(0, elsewhere, "user", "add"))
        .contains("runuser -u kolan -- " + root + "/usr/lib/kolan/bin/kolan user add")
        .doesNotContain("app.kolan.cli.Main");
    assertThat(kolan(0, elsewhere, "init")).contains("app.kolan.cli.Main init");
  }

  @Test
  void every_command_that_opens_the_data_is_run_as_the_service() throws Exception {
    script("fake/id", "#!/bin/sh\necho 0\n");

    for (String command : new CommandLine(new Main()).getSubcommands().keySet()) {
      if (!WITHOUT_DATA.contains(command)) {
        assertThat(kolan(0, elsewhere, command)).as(command).contains("runuser -u kolan");
      }
    }
  }

  @Test
  void the_variables_of_the_service_load_nothing_into_what_root_runs() throws Exception {
    script("fake/id", "#!/bin/sh\necho 0\n");
    Files.writeString(
        etc.resolve("environment"),
        """
        KOLAN_JAVA_OPTS=-javaagent:/tmp/theirs.jar
        KOLAN_CONFIG=/etc/theirs.yaml
        KOLAN_PORT=8081
        LD_PRELOAD=/tmp/theirs.so
        PATH=/tmp
        """);

    assertThat(kolan(0, elsewhere, "init"))
        .contains("KOLAN_PORT=8081", "KOLAN_CONFIG=" + etc.resolve("kolan.yaml"))
        .doesNotContain("theirs");
  }

  @Test
  void the_servers_heap_is_bounded_where_a_quarter_of_the_memory_is_more() throws Exception {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assumeTrue(machine.getTotalMemorySize() > 5L << 30);

    assertThat(kolan(0, elsewhere, "serve")).contains("-Xmx1g");
    assertThat(kolan(0, elsewhere, "doctor")).doesNotContain("-Xmx");
  }

  @Test
  void a_heap_that_is_chosen_is_not_bounded_again() throws Exception {
    for (String chosen : List.of("-XX:MaxRAMPercentage=60", "-Xms2g", "-XX:+UseZGC")) {
      Files.writeString(etc.resolve("environment"), "KOLAN_JAVA_OPTS=" + chosen + "\n");

      assertThat(kolan(0, elsewhere, "serve")).contains(chosen).doesNotContain("-Xmx");
    }
    assertThat(kolan(0, elsewhere, "health")).contains("-Xmx64m").doesNotContain("-Xmx1g");
  }

  private void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String kolan(int exitCode, Path folder, String... arguments)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(root.resolve("usr/lib/kolan/bin/kolan").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", root.resolve("fake") + ":/usr/bin:/bin");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
    return printed;
  }
}
