package app.kolan.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The programs on the simulator's page, run as they stand there.
@Tag("socket")
class DocumentedExamplesTest {
  private static final Path PAGE = Path.of("../docs/simulator.md");
  private static final String TOKEN = "a-token-of-another-project";

  @TempDir private Path folder;
  private final EchoServer server = new EchoServer(TOKEN);

  DocumentedExamplesTest() throws Exception {}

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"python3, python, example.py", "node, js, example.mjs"})
  void a_program_of_another_language_calls_a_server(String program, String language, String file)
      throws Exception {
    assumeTrue(isInstalled(program), program + " is not installed");
    Path source = Files.writeString(folder.resolve(file), block(language, 0));
    Path out = folder.resolve("out");
    var builder =
        new ProcessBuilder(program, source.toString(), server.voiceUrl().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    builder
        .environment()
        .put(
            "CARRIER",
            "%s --enable-native-access=ALL-UNNAMED -cp %s app.kolan.cli.Main simulate carrier"
                    .formatted(java, System.getProperty("java.class.path"))
                + " --pace 2 --auth-token "
                + TOKEN);

    int exitCode = builder.start().waitFor();

    assertThat(Files.readString(out, StandardCharsets.UTF_8))
        .startsWith("caller-hung-up after ")
        .endsWith(" ms\n");
    assertThat(exitCode).isZero();
    assertThat(server.complaints).isEmpty();
  }

  @Test
  void the_example_of_a_junit_test_compiles() throws IOException {
    Path source = Files.writeString(folder.resolve("AnswerTest.java"), block("java", 1));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      var options = List.of("-proc:none", "-implicit:none", "-d", folder.toString());
      compiler
          .getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(source))
          .call();
    }

    assertThat(diagnostics.getDiagnostics())
        .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
    assertThat(folder.resolve("AnswerTest.class")).exists();
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static String block(String language, int place) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList()
        .get(place);
  }
}
