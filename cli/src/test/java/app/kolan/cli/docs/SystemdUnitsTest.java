package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The unit of the package, and the one of the page on operating.
@Tag("unit")
class SystemdUnitsTest {
  private static final String PACKAGE = "release/files/kolan.service";
  private static final String PAGE = "docs/operating.md";
  private static final Pattern FUNCTION = Pattern.compile("findOrThrow\\(\"(\\w+)\"\\)");
  private static final Pattern ALLOWED =
      Pattern.compile("^SystemCallFilter=([a-z].*)$", Pattern.MULTILINE);
  private static final String DENIED = "SystemCallFilter=~@privileged @resources\n";

  /// What the units take away of what services usually may: systemd's sets `@privileged`, as far as
  /// a program may call it by its name, and `@resources`.
  ///
  /// Source: `systemd-analyze syscall-filter`
  private static final Set<String> OF_THE_DENIED =
      Set.of(
          "chown",
          "fchown",
          "lchown",
          "setuid",
          "chroot",
          "ioprio_set",
          "mbind",
          "nice",
          "sched_setaffinity",
          "sched_setattr",
          "sched_setparam",
          "sched_setscheduler",
          "set_mempolicy",
          "setpriority",
          "setrlimit");

  @ParameterizedTest
  @ValueSource(strings = {PACKAGE, PAGE})
  void the_server_may_call_what_it_calls_of_linux(String file) throws IOException {
    String unit = read(file);
    Set<String> called = new TreeSet<>(functionsOf("server/src/main/java"));
    assertThat(called).as("what the sources call").contains("setpriority");
    called.retainAll(OF_THE_DENIED);

    String afterwards = unit.substring(unit.indexOf(DENIED) + DENIED.length());

    Set<String> allowed = new TreeSet<>();
    ALLOWED
        .matcher(afterwards)
        .results()
        .map(found -> found.group(1).split(" "))
        .forEach(names -> allowed.addAll(Set.of(names)));
    assertThat(allowed).isEqualTo(called);
  }

  @ParameterizedTest
  @ValueSource(strings = {PACKAGE, PAGE})
  void what_else_it_may_not_call_is_refused_and_does_not_end_it(String file) throws IOException {
    assertThat(read(file)).contains(DENIED, "\nSystemCallErrorNumber=EPERM\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {PACKAGE, PAGE})
  void its_grace_ends_before_systemd_kills(String file) throws IOException {
    assertThat(read(file)).contains("serve --grace 60", "TimeoutStopSec=90", "UMask=0077");
  }

  private static Set<String> functionsOf(String folder) throws IOException {
    try (Stream<Path> sources = Files.walk(DocumentationTest.ROOT.resolve(folder))) {
      var names = new TreeSet<String>();
      sources
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> FUNCTION.matcher(text(file)).results())
          .map(found -> found.group(1))
          .forEach(names::add);
      return names;
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(DocumentationTest.ROOT.resolve(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
