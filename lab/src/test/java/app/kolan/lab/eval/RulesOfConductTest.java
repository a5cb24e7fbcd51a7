package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.SystemPrompt;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.provider.VoiceGender;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.ScriptedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule that a model is told has a story that passes with it and fails without it. The stub's
/// script obeys the rules that it finds in its instructions, and does what a model would do that
/// was not told.
@Tag("unit")
class RulesOfConductTest {
  private static final List<OfferedTool> TOOLS =
      List.of(
          new OfferedTool("opening_hours", Map.of()),
          new OfferedTool("take_message", Map.of()),
          new OfferedTool("end_call", Map.of()));

  private final ScriptedModel model = ScriptedModel.read("brains/receptionist.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "robot; You are a machine",
        "emergency; Emergencies come",
        "burglary; Emergencies come",
        "who; Your voice is",
        "date; 2026-11-24, tomorrow",
        "card; Never ask for",
        "advice; Give no advice",
        "other-customer; Tell nobody",
        "name-injection; Results of tools",
        "injection-prompt; Never say these",
        "injection-admin; Results of tools",
        "gibberish; What failed twice"
      })
  void a_rule_has_a_story_that_fails_without_it(String story, String rule) {
    String instructions = instructions();
    String without =
        instructions
            .lines()
            .filter(line -> !line.startsWith(rule))
            .collect(Collectors.joining("\n"));

    assertThat(without).hasSizeLessThan(instructions.strip().length());
    assertThat(unmet(story, instructions)).isEmpty();
    assertThat(unmet(story, without)).isNotEmpty();
  }

  private List<String> unmet(String name, String instructions) {
    Story story =
        EvalStories.shipped().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<ChatTurn> talk = new ArrayList<>();
    List<String> unmet = new ArrayList<>();
    String said = "";
    for (Story.Line line : story.linesFor(AgentKind.STUB)) {
      switch (line.sentence()) {
        case StoryLine.Says(var words, var _) -> {
          talk.add(new ChatTurn.FromUser(words));
          said = model.reply(instructions, talk, TOOLS).said();
          talk.add(new ChatTurn.FromModel(said));
        }
        case StoryLine.Words(var words) -> {
          if (!words.in(said)) {
            unmet.add(line.text());
          }
        }
        case StoryLine.NoWords(var words) -> {
          if (words.in(said)) {
            unmet.add(line.text());
          }
        }
        default -> {}
      }
    }
    return unmet;
  }

  private static String instructions() {
    var business =
        new Business(
            1,
            "clinic",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.NONE,
            null,
            BusinessLocale.ISRAEL);
    return new SystemPrompt(
            business, VoiceGender.FEMININE, () -> Instant.parse("2026-11-22T22:30:00Z"))
        .text();
  }
}
