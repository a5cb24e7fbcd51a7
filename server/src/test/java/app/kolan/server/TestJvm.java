package app.kolan.server;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JVM that a test starts and kills. It is soon over, so it does without the second compiler, a
/// concurrent collector, and the verification of what javac wrote. Its threads are hardly nicer
/// than others, since other programs of the build share the processors.
public final class TestJvm {
  private TestJvm() {}

  /// The command that starts a class of this test's class path.
  public static List<String> command(String mainClass, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dkolan.background.niceness=1",
                "-Dkolan.worker.niceness=1",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=128m",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                classPath(),
                mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  /// From any folder.
  private static String classPath() {
    String given =
        Objects.requireNonNull(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return Stream.of(given.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
