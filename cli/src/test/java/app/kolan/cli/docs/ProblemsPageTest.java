package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.cli.ProblemExamination;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.scene.Scene;
import app.kolan.simulator.scene.SceneCall;
import app.kolan.simulator.scene.SceneServer;
import app.kolan.simulator.scene.Scenes;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of docs/problems.md: every scene is called and examined, and its row states the
/// result. With `-Dkolan.docs.write=true` the table is written anew.
@Tag("socket")
class ProblemsPageTest {
  private static final Path PAGE = DocumentationTest.ROOT.resolve("docs/problems.md");
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- problems -->\n).*?(?=<!-- end of problems -->)", Pattern.DOTALL);
  private static final String TOKEN = "a-token-of-the-scene";

  /// A call at ten times its pace leaves the server a tenth of the time. On a machine under load
  /// that can be too little for the problem to come; what counts then is the call at its own pace.
  private static final double FAST = 10;

  private static final double OWN_PACE = 1;
  private static final int AT_ONCE = 4;

  private static final TreeMap<String, Row> ROWS = new TreeMap<>();

  /// The result of a scene.
  private record Row(Scene scene, CallReport report, Diagnosis diagnosis) {
    int code() {
      return scene.raises().getFirst();
    }

    List<Integer> raised() {
      return codes(report);
    }

    /// What the doctor says of the code.
    Finding finding() {
      return ProblemExamination.named(diagnosis, code()).stream()
          .findFirst()
          .orElseThrow(() -> new AssertionError("the doctor does not name it: " + diagnosis));
    }

    String text() {
      Problem problem = Problems.withCode(code()).orElseThrow();
      return "| `%s` | %s | %s | %s | %s |"
          .formatted(
              scene.name(),
              safe(scene.about()),
              raised().stream().map(String::valueOf).collect(Collectors.joining(", ")),
              problem.name(),
              said());
    }

    private String said() {
      Finding finding = finding();
      String why = finding.cause().map(cause -> ": " + cause).orElse("");
      return safe(finding.what() + why)
          .replaceAll("(127\\.0\\.0\\.1:|port )[0-9]{4,5}", "$1PORT")
          .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}", "DATE")
          .replaceAll("[0-9]+ ms|[0-9]+\\.[0-9]+ s", "SOME TIME");
    }

    /// A text that a page shows as it is.
    private static String safe(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|");
    }
  }

  @BeforeAll
  static void play_and_examine_them_all() throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Row>> rows =
          Scenes.all().stream().map(scene -> threads.submit(() -> row(scene))).toList();
      for (Future<Row> row : rows) {
        add(row.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  static List<String> names() {
    return Scenes.all().stream().map(Scene::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_scene_raises_its_code_and_the_doctor_names_it(String name) {
    Row row = Objects.requireNonNull(ROWS.get(name));

    assertThat(row.raised()).as(row.report().printout()).isEqualTo(row.scene().raises());
    assertThat(row.finding().cure()).as("the doctor's remedy").isPresent();
  }

  @Test
  void the_table_is_what_came_of_the_scenes() throws IOException {
    String page = Files.readString(PAGE);
    String table =
        "\n"
            + "| scene | what is wrong | raises | which is | the doctor says |\n"
            + "| --- | --- | --- | --- | --- |\n"
            + ROWS.values().stream().map(Row::text).collect(Collectors.joining("\n"))
            + "\n\n";
    String written = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table));
    if (Boolean.getBoolean("kolan.docs.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dkolan.docs.write=true")
        .isEqualTo(written)
        .contains("31920");
  }

  private static Row row(Scene scene) throws InterruptedException {
    try (SceneServer server = SceneServer.start(scene, TOKEN)) {
      CallReport report = SceneCall.place(scene, server, TOKEN, FAST, _ -> {});
      if (!codes(report).equals(scene.raises())) {
        report = SceneCall.place(scene, server, TOKEN, OWN_PACE, _ -> {});
      }
      return new Row(scene, report, ProblemExamination.of(scene, server, TOKEN));
    }
  }

  private static List<Integer> codes(CallReport report) {
    return report.problems().stream().map(Problem::code).distinct().toList();
  }

  private static void add(Row row) {
    ROWS.put(row.scene().name(), row);
  }
}
