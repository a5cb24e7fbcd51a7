package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
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
import picocli.CommandLine;

/// Whatever the explanations name of this server exists: settings, paths and log messages.
@Tag("unit")
class ExplainedServerTest {
  private static final List<String> TEXTS =
      Stream.of(ExplanationLanguage.values())
          .flatMap(language -> Explanations.in(language).all().stream())
          .flatMap(ExplainedServerTest::sentences)
          .toList();

  @Test
  void every_setting_exists() {
    Set<String> settings =
        ConfigReader.settings().stream().map(Setting::environment).collect(Collectors.toSet());

    assertThat(named("(?:KOLAN|TWILIO)_[A-Z_]+")).isNotEmpty().isSubsetOf(settings);
  }

  @Test
  void every_path_exists() throws IllegalAccessException {
    Set<String> paths =
        new TreeSet<>(Set.of("/health", "/health/live", "/static/tts/greeting_he.mp3"));
    for (Field field : TwilioPaths.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        paths.add(String.valueOf(field.get(null)));
      }
    }

    assertThat(named("/(?:webhook|ws|media-stream|static|health)[\\w/-]*(?:\\.mp3)?"))
        .contains(TwilioPaths.INCOMING_CALL, TwilioPaths.TWO_WAY, TwilioPaths.ONE_WAY)
        .isSubsetOf(paths);
  }

  @Test
  void every_command_exists() {
    Set<String> commands = new CommandLine(Main.class).getSubcommands().keySet();

    assertThat(named("\\bkolan (\\w+)")).contains("serve").isSubsetOf(commands);
  }

  @Test
  void every_log_message_is_one_that_the_server_writes() {
    String sources = sources();

    assertThat(named("“([a-zA-Z][^”]*)”"))
        .contains("a request was refused with 403")
        .allSatisfy(message -> assertThat(sources).contains("\"" + message));
  }

  private static Set<String> named(String pattern) {
    return TEXTS.stream()
        .flatMap(text -> Pattern.compile(pattern).matcher(text).results())
        .map(found -> found.groupCount() == 0 ? found.group() : found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources() {
    try (Stream<Path> files = Files.walk(Path.of("..", "server", "src", "main", "java"))) {
      return files
          .filter(Files::isRegularFile)
          .map(ExplainedServerTest::read)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> sentences(Explanation explanation) {
    return Stream.of(
            List.of(explanation.meaning()),
            explanation.causes(),
            explanation.checks(),
            explanation.remedies(),
            explanation.kolan())
        .flatMap(List::stream);
  }
}
