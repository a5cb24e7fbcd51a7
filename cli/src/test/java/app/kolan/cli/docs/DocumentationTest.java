package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.cli.Main;
import app.kolan.doctor.Section;
import app.kolan.lab.eval.MalformedStory;
import app.kolan.lab.eval.Story;
import app.kolan.lab.eval.StoryGrammar;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.ConfigReading;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.web.WebSettings;
import app.kolan.simulator.Assumption;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Compares the pages with the code.
///
/// With `-Dkolan.docs.write=true` the table of settings is regenerated.
@Tag("unit")
class DocumentationTest {
  static final Path ROOT = root();
  private static final Path ARCHITECTURE = ROOT.resolve("docs/architecture.md");
  private static final Path CONFIGURATION = ROOT.resolve("docs/configuration.md");
  private static final Path DOCTOR = ROOT.resolve("docs/doctor.md");
  private static final Path EVALS = ROOT.resolve("docs/evals.md");
  private static final Path SIMULATOR = ROOT.resolve("docs/simulator.md");

  private static final Pattern SETTINGS =
      Pattern.compile("(?<=<!-- settings -->\n).*?(?=<!-- end of settings -->)", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern PLACE = Pattern.compile("(?m)^\\| [^|]+ \\| `([^`|]+)` \\|$");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.])/(?:work|home|root|Users|tmp|mnt)/");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "data", "kolan-demo");

  @TempDir private Path folder;

  @Test
  void the_table_of_settings_is_that_of_the_code() throws IOException {
    String page = Files.readString(CONFIGURATION);
    String written = SETTINGS.matcher(page).replaceFirst(quoted(tableOfSettings()));
    if (Boolean.getBoolean("kolan.docs.write")) {
      Files.writeString(CONFIGURATION, written);
    }
    assertThat(Files.readString(CONFIGURATION))
        .as("write it anew with -Dkolan.docs.write=true")
        .isEqualTo(written)
        .contains(WebSettings.PORT.environment());
  }

  @Test
  void the_example_of_a_file_can_be_used_as_it_is() throws IOException {
    ConfigReading reading = read(blocks(CONFIGURATION, "yaml").getFirst());

    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Usable.class, usable -> assertThat(usable.warnings()).isEmpty());
  }

  @Test
  void the_example_of_problems_is_what_is_printed() throws IOException {
    ConfigReading reading = read(blocks(CONFIGURATION, "yaml").getLast());

    List<String> shown = blocks(CONFIGURATION, "text").getFirst().lines().skip(1).toList();
    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Unusable.class,
            unusable ->
                assertThat(unusable.problems())
                    .extracting(ConfigProblem::line)
                    .containsExactlyElementsOf(shown.stream().map(String::strip).toList()));
  }

  @ParameterizedTest
  @CsvSource({"call, The command", "carrier, In any language"})
  void every_option_of_the_simulator_is_in_its_table(String command, String heading)
      throws IOException {
    List<String> documented =
        matches(Pattern.compile("`(--?[A-Za-z-]+)`"), section(SIMULATOR, heading), 1);

    List<String> options =
        subcommands(new CommandLine(Main.class), "simulate")
            .flatMap(simulate -> subcommands(simulate, command))
            .flatMap(found -> found.getCommandSpec().options().stream())
            .map(OptionSpec::names)
            .flatMap(Arrays::stream)
            .toList();
    assertThat(options).contains("--to").allSatisfy(name -> assertThat(documented).contains(name));
    assertThat(documented).allSatisfy(name -> assertThat(options).contains(name));
  }

  @Test
  void every_option_of_the_doctor_is_in_the_table() throws IOException {
    List<String> documented =
        matches(Pattern.compile("(?m)^\\| `(--[a-z-]+)`"), section(DOCTOR, "What is examined"), 1);

    List<String> options =
        subcommands(new CommandLine(Main.class), "doctor")
            .flatMap(doctor -> doctor.getCommandSpec().options().stream())
            .map(OptionSpec::longestName)
            .filter(name -> !Set.of("--help", "--version").contains(name))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(options).contains("--fix");
  }

  @Test
  void every_part_that_the_doctor_looks_at_has_its_section() throws IOException {
    for (Section part : Section.values()) {
      assertThat(section(DOCTOR, part.title()))
          .contains("`" + part.name().toLowerCase(Locale.ROOT) + "`:");
    }
  }

  @Test
  void the_example_of_a_story_has_every_sentence() throws IOException, MalformedScript {
    Script story = Script.parse(blocks(SIMULATOR, "story").getFirst());

    assertThat(story.lines())
        .extracting(line -> line.step().getClass().getSimpleName())
        .containsAll(sentences(Step.class));
  }

  @Test
  void the_page_of_callers_has_every_sentence_and_every_option()
      throws IOException, MalformedStory {
    String page = Files.readString(EVALS);
    Story example = Story.parse("example", blocks(EVALS, "story").getFirst());
    List<String> options =
        subcommands(new CommandLine(Main.class), "eval")
            .flatMap(eval -> eval.getCommandSpec().options().stream())
            .map(OptionSpec::longestName)
            .filter(name -> !Set.of("--help", "--version").contains(name))
            .toList();

    assertThat(example.title()).isNotEmpty();
    assertThat(StoryGrammar.shapes())
        .allSatisfy(shape -> assertThat(page).contains("`" + shape.replace("|", "\\|") + "`"));
    assertThat(matches(Pattern.compile("(?m)^\\| `(--[a-z-]+)`"), section(EVALS, "Options"), 1))
        .containsExactlyInAnyOrderElementsOf(options)
        .contains("--stub");
  }

  @Test
  void every_fault_and_every_assumption_is_on_the_page() throws IOException, MalformedScript {
    String faults = section(SIMULATOR, "Faults");
    String assumptions = section(SIMULATOR, "Assumptions");

    assertThat(Faults.sentences())
        .allSatisfy(
            sentence ->
                assertThat(faults)
                    .contains(
                        "| `%s` | %s |"
                            .formatted(sentence.shape().replace("|", "\\|"), sentence.meaning())));
    assertThat(Assumption.values())
        .allSatisfy(
            assumption ->
                assertThat(assumptions)
                    .contains(
                        "| `%s` | `%s` | `%s` | %s |"
                            .formatted(
                                assumption.words(),
                                assumption.shape().replace("|", "\\|"),
                                assumption.usual(),
                                assumption.meaning())));
    assertThat(Script.parse(blocks(SIMULATOR, "story").get(1)).faults()).hasSize(2);
  }

  @Test
  void the_example_of_the_library_compiles() throws IOException {
    Path source = folder.resolve("FirstCallTest.java");
    Files.writeString(source, blocks(SIMULATOR, "java").getFirst());
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
    assertThat(folder.resolve("FirstCallTest.class")).exists();
  }

  @Test
  void everything_is_where_the_architecture_says() throws IOException {
    List<String> places = matches(PLACE, section(ARCHITECTURE, "Where does X happen"), 1);

    assertThat(places)
        .hasSizeGreaterThanOrEqualTo(25)
        .doesNotHaveDuplicates()
        .allSatisfy(place -> assertThat(ROOT.resolve(place)).isRegularFile());
  }

  @Test
  void every_package_of_the_server_is_in_the_architecture() throws IOException {
    String page = Files.readString(ARCHITECTURE);
    try (Stream<Path> inside = Files.list(ROOT.resolve("server/src/main/java/app/kolan/server"))) {
      List<String> packages =
          inside.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();

      assertThat(packages)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(page).contains("| `" + name + "/` |"));
    }
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    for (Path page : pages()) {
      assertThat(matches(LINK, Files.readString(page), 1))
          .filteredOn(link -> !link.contains("://"))
          .allSatisfy(link -> assertLeadsSomewhere(page, link));
    }
  }

  @Test
  void no_page_names_a_path_of_a_developers_machine() throws IOException {
    for (Path page : pages()) {
      assertThat(matches(MACHINE_PATH, Files.readString(page), 0)).as("%s", page).isEmpty();
    }
  }

  private static void assertLeadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).toAbsolutePath().normalize();
    assertThat(target).as("%s in %s", link, page).exists();
    if (parts.length == 2) {
      List<String> anchors =
          matches(HEADING, Files.readString(target), 1).stream()
              .map(DocumentationTest::anchor)
              .toList();
      assertThat(anchors).as("%s in %s", link, page).contains(parts[1]);
    }
  }

  /// The name that a heading is linked by.
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static String tableOfSettings() {
    var table = new StringBuilder();
    table.append("| variable | key | meaning | when not set |\n| --- | --- | --- | --- |\n");
    for (Setting setting : ConfigReader.settings()) {
      table.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(
                  setting.environment(), setting.yaml(), setting.meaning(), setting.usual()));
    }
    return table.toString();
  }

  private static Stream<CommandLine> subcommands(CommandLine command, String name) {
    return command.getSubcommands().entrySet().stream()
        .filter(subcommand -> subcommand.getKey().equals(name))
        .map(Map.Entry::getValue);
  }

  private ConfigReading read(String yaml) throws IOException {
    return ConfigReader.read(Map.of(), Files.writeString(folder.resolve("kolan.yaml"), yaml));
  }

  /// The names of the records that a sealed interface permits, at any depth.
  private static List<String> sentences(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(permitted -> sentences(permitted).stream())
            .toList()
        : List.of(type.getSimpleName());
  }

  /// The fenced blocks of a language on a page.
  private static List<String> blocks(Path page, String language) throws IOException {
    Pattern block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$");
    List<String> found = matches(block, Files.readString(page), 1);
    assertThat(found).as("%s in %s", language, page).isNotEmpty();
    return found;
  }

  /// A page from one heading of the second level to the next.
  private static String section(Path page, String heading) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf("\n## " + heading + "\n");
    assertThat(begin).as("%s in %s", heading, page).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return end < 0 ? text.substring(begin) : text.substring(begin, end);
  }

  private static List<String> matches(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map(result -> result.group(group)).toList();
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    try (Stream<Path> top = Files.list(ROOT)) {
      for (Path path : top.filter(DocumentationTest::isOurs).sorted().toList()) {
        try (Stream<Path> below = Files.walk(path)) {
          below
              .filter(found -> found.toString().endsWith(".md"))
              .filter(found -> !found.toString().matches(".*/(node_modules|target)/.*"))
              .forEach(pages::add);
        }
      }
    }
    assertThat(pages).contains(ROOT.resolve("README.md"), ARCHITECTURE);
    return pages;
  }

  private static boolean isOurs(Path path) {
    return !NOT_OURS.contains(path.getFileName().toString());
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("the tests run inside the repository");
      }
      folder = parent;
    }
    return folder;
  }
}
