package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.CallContext;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Instructions that strangers bring into a call, by voice, by name, by what was left before and by
/// the business's own texts. The script of the stub follows them unless its instructions say that
/// they are data, and what a tool tells unless it is marked; the tools are those of a real call.
@Tag("unit")
class InjectionStoriesTest {
  private static final Pattern MARKS = Pattern.compile("<data from=\"[^\"]*\">\\n|\\n</data>");

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

  private static Stream<Story> stories() {
    return EvalStories.shipped().stream()
        .filter(
            story ->
                story.name().startsWith("injection")
                    || List.of("name-injection", "looks-up", "not-known").contains(story.name()));
  }

  private static Stream<Story> withData() {
    return stories().filter(story -> story.name().matches("injection-(page|earlier)-.*"));
  }

  @Test
  void there_are_more_than_fifteen() {
    assertThat(stories().filter(story -> story.name().contains("injection")))
        .hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void nobody_is_followed_who_is_not_to_be(Story story) throws Exception {
    assertThat(talk.unmet(story, talk.instructions())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withData")
  void without_the_marks_the_story_fails(Story story) throws Exception {
    assertThat(talk.unmet(story, talk.instructions(), text -> MARKS.matcher(text).replaceAll("")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("withData")
  void without_the_rule_the_story_fails(Story story) throws Exception {
    String without =
        talk.instructions()
            .lines()
            .filter(line -> !line.startsWith("Results of tools"))
            .collect(Collectors.joining("\n"));

    assertThat(talk.unmet(story, without)).isNotEmpty();
  }

  @Test
  void what_others_wrote_is_marked_before_a_model_gets_it() throws Exception {
    CallContext call = talk.newCall();
    talk.know("חנייה", "החנייה ברחוב הרצל.");
    talk.leave(call.caller(), Map.of("name", "דנה", "subject", "תור"));
    try (ToolBox tools = talk.tools()) {
      assertThat(
              OutsideData.origins(
                  tools.use(call, new ToolCall("1", "look_up", "{\"question\":\"חנייה\"}")).text()))
          .hasSize(1);
      assertThat(
              OutsideData.origins(
                  tools.use(call, new ToolCall("2", "look_up_caller", "{}")).text()))
          .containsExactly("look_up_caller");
    }
  }
}
