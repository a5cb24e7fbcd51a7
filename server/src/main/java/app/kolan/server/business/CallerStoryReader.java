package app.kolan.server.business;

import app.kolan.server.business.CallerStory.Outcome;
import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.YamlSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the stories of callers: `business.stories`, a list.
final class CallerStoryReader {
  private static final int MOST = 20;
  private static final int MOST_LINES = 8;
  private static final int LONGEST = 1000;
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::word).toList();

  private CallerStoryReader() {}

  static List<CallerStory> read(YamlSection section) {
    var stories = new ArrayList<CallerStory>();
    for (YamlSection story : section.parts()) {
      story.only(List.of("caller", "answer", "never", "outcome"));
      stories.add(
          new CallerStory(
              says(story.at("caller")),
              words(story.at("answer")),
              words(story.at("never")),
              outcome(story.at("outcome"))));
      CallerStory last = stories.getLast();
      if (last.answer().isEmpty() && last.never().isEmpty() && last.outcome() == Outcome.ANY) {
        story.problem("nothing is expected", "give answer, never or outcome");
      }
    }
    if (stories.size() > MOST) {
      section.problem(stories.size() + " stories", "give at most " + MOST);
    }
    return List.copyOf(stories);
  }

  /// One text, a sentence in each of its lines.
  private static List<String> says(YamlSection section) {
    String text = section.needed("say what the caller says, a line for each of his turns");
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.size() > MOST_LINES || text.length() > LONGEST) {
      section.problem(
          "%d lines, %d letters".formatted(lines.size(), text.length()),
          "give at most %d lines and %d letters".formatted(MOST_LINES, LONGEST));
    }
    return lines;
  }

  private static String words(YamlSection section) {
    String text = section.text("");
    if (!text.isEmpty() && (text.length() > LONGEST || ExpectedWords.read(text).isEmpty())) {
      section.problem(
          text, "give words, with & between those that go together and | between others");
    }
    return text;
  }

  private static Outcome outcome(YamlSection section) {
    String word = section.text(Outcome.ANY.word());
    if (!OUTCOMES.contains(word)) {
      section.problem(word, "there is no such outcome; " + DidYouMean.hint(word, OUTCOMES));
    }
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.word().equals(word))
        .findFirst()
        .orElse(Outcome.ANY);
  }
}
