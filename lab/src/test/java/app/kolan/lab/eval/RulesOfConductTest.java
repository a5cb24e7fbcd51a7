package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.lab.eval.ConductFiles.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule that a model is told has stories that pass with it and fail without it
/// (`conduct/rules.tsv`), and nothing is told that has none.
@Tag("unit")
class RulesOfConductTest {
  @TempDir private static Path folder;

  private static StoryTalk talk;

  @BeforeAll
  static void open() {
    talk = new StoryTalk(folder);
  }

  @AfterAll
  static void close() {
    talk.close();
  }

  private static Stream<Arguments> rulesAndStories() {
    return ConductFiles.rules().stream()
        .flatMap(rule -> rule.stories().stream().map(story -> Arguments.of(story, rule.text())));
  }

  @ParameterizedTest
  @MethodSource("rulesAndStories")
  void a_rule_has_a_story_that_fails_without_it(String name, String rule) throws Exception {
    String instructions = onOneLineEach(talk.instructions());
    assertThat(instructions).contains(rule);
    Story story = ConductFiles.story(name);

    assertThat(talk.unmet(story, instructions)).isEmpty();
    assertThat(talk.unmet(story, instructions.replace(rule, ""))).isNotEmpty();
  }

  @Test
  void the_days_to_come_have_one_too() throws Exception {
    String instructions = talk.instructions();
    String without =
        instructions
            .lines()
            .filter(line -> !line.startsWith("2026-11-24, tomorrow"))
            .collect(Collectors.joining("\n"));

    assertThat(without).hasSizeLessThan(instructions.strip().length());
    assertThat(talk.unmet(ConductFiles.story("date"), without)).isNotEmpty();
  }

  @Test
  void every_rule_is_in_the_table() {
    String rest = onOneLineEach(talk.instructions().split("\nThe time in ", 2)[0]);
    List<String> rules = ConductFiles.rules().stream().map(Rule::text).toList();
    for (String rule : rules) {
      rest = rest.replace(rule, "");
    }

    assertThat(rest).isBlank();
    assertThat(rules).doesNotHaveDuplicates();
  }

  /// The examples of good and of bad sentences are one rule on two lines.
  private static String onOneLineEach(String instructions) {
    return instructions.replace("\nBad ones:", " Bad ones:");
  }
}
