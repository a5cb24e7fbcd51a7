package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.lab.eval.ConductFiles.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the stories take for a good answer, and what not: in the singular and the plural, and of
/// either gender. The answers are to the first line of a caller of which a model's answer is
/// judged.
@Tag("unit")
class StoryAnswersTest {
  private static Stream<Answer> answers() {
    return ConductFiles.answers().stream();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void a_good_answer_passes_and_a_bad_one_does_not(Answer answer) {
    assertThat(passes(answer)).isEqualTo(answer.good());
  }

  @Test
  void the_stories_of_each_rule_have_both() {
    Set<String> good = stories(true);
    Set<String> bad = stories(false);

    assertThat(ConductFiles.rules())
        .allSatisfy(
            rule -> {
              assertThat(good).containsAll(rule.stories());
              assertThat(bad).containsAll(rule.stories());
            });
  }

  private static Set<String> stories(boolean good) {
    return answers()
        .filter(answer -> answer.good() == good)
        .map(Answer::story)
        .collect(Collectors.toSet());
  }

  private static boolean passes(Answer answer) {
    List<StoryLine> wanted = wanted(ConductFiles.story(answer.story()));
    assertThat(wanted).isNotEmpty();
    return wanted.stream().allMatch(line -> holds(line, answer));
  }

  private static boolean holds(StoryLine line, Answer answer) {
    return switch (line) {
      case StoryLine.Words(var words) -> words.in(answer.words());
      case StoryLine.NoWords(var words) -> !words.in(answer.words());
      case StoryLine.WritesPlainly() -> AnswerStyle.isPlain(answer.words());
      case StoryLine.IsBrief() -> AnswerStyle.isBrief(answer.words());
      case StoryLine.Uses(var tool, _) -> answer.tools().contains(tool);
      case StoryLine.DoesNotUse(var tool) -> !answer.tools().contains(tool);
      case StoryLine.CallEnds() -> answer.tools().contains("end_call");
      case StoryLine.HandedOver() -> answer.tools().contains("transfer_to_human");
      default -> true;
    };
  }

  /// What every model is to say after the last line before one that has expectations for it.
  private static List<StoryLine> wanted(Story story) {
    return story.linesFor(AgentKind.CONFIGURED).stream()
        .map(Story.Line::sentence)
        .dropWhile(line -> !isOfAnAnswer(line))
        .takeWhile(line -> !(line instanceof StoryLine.Says))
        .toList();
  }

  private static boolean isOfAnAnswer(StoryLine line) {
    return line instanceof StoryLine.Wanted
        && !(line instanceof StoryLine.Within || line instanceof StoryLine.NeverSilent);
  }
}
