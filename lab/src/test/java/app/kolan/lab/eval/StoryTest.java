package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class StoryTest {
  @Test
  void a_story_has_a_title_and_lines_with_their_numbers() throws MalformedStory {
    Story story =
        Story.parse(
            "one",
            """
            # שואל על מחיר
            # a remark

            caller: כמה עולה ביקור
            [model] agent uses take_message with name=דנה לוי, subject=תור
            [scripted] within 1500ms
            """);

    assertThat(story.title()).isEqualTo("שואל על מחיר");
    assertThat(story.lines()).extracting(Story.Line::number).containsExactly(4, 5, 6);
    assertThat(story.lines())
        .extracting(Story.Line::sentence)
        .containsExactly(
            new StoryLine.Says("כמה עולה ביקור", false),
            new StoryLine.Uses("take_message", Map.of("name", "דנה לוי", "subject", "תור")),
            new StoryLine.Within(Duration.ofMillis(1500)));
  }

  @Test
  void a_tag_says_for_whom_a_line_is_meant() throws MalformedStory {
    Story story =
        Story.parse(
            "tags",
            """
            caller: הלו
            [scripted] no lead
            [model] call ends
            [stub] lead is open
            """);

    assertThat(numbers(story, AgentKind.SCRIPTED)).containsExactly(1, 2);
    assertThat(numbers(story, AgentKind.STUB)).containsExactly(1, 3, 4);
    assertThat(numbers(story, AgentKind.CONFIGURED)).containsExactly(1, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "caller is silnt for 9s; caller is silent for 9s",
        "agent uses; agent uses <tool>",
        "within a moment; within 3s",
        "[robot] call ends; [scripted], [model] and [stub]",
        "[model; [scripted], [model] and [stub]",
        "agent: תור | ; words around each",
        "agent: /(/; words around each",
        "lead: town=חיפה; lead: name=<words>",
        "agent uses take_message with name=; agent uses <tool>"
      })
  void a_line_that_is_none_is_named_with_what_to_write(String line, String remedy) {
    assertThatThrownBy(() -> Story.parse("wrong", "caller: הלו\n" + line + "\n"))
        .isInstanceOf(MalformedStory.class)
        .hasMessageContaining("wrong, line 2")
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nobody\n", "agent: שלום\n"})
  void a_story_without_a_caller_is_none(String text) {
    assertThatThrownBy(() -> Story.parse("empty", text))
        .isInstanceOf(MalformedStory.class)
        .hasMessageContaining("does nothing");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void any_text_is_a_story_or_says_why_it_is_not(long seed) {
    var random = new SplittableRandom(seed);
    List<String> parts =
        List.of(
            "caller", ":", " ", "agent", "[model]", "[", "]", "=", ",", "שלום", "/", "|", "&",
            "within", "3s", "uses", "lead", "\n", "#", "with", "\u200f", "\\", "(", "presses", "1");
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      try {
        assertThat(Story.parse("any", text.toString()).lines()).isNotEmpty();
      } catch (MalformedStory e) {
        assertThat(e).hasMessageContaining("any, line ");
      }
    }
  }

  private static List<Integer> numbers(Story story, AgentKind languageModel) {
    return story.linesFor(languageModel).stream().map(Story.Line::number).toList();
  }
}
