package app.kolan.server.console.settings;

import app.kolan.server.business.CallerStory.Outcome;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What callers say, and what has to come of it, to be played against drafts.
public record StoriesPart() implements SettingsPart {
  private static final String STORIES = "stories";
  private static final String OUTCOME = "outcome";
  private static final List<String> WORDS = List.of("caller", "answer", "never");

  @Override
  public String name() {
    return STORIES;
  }

  @Override
  public Set<String> keys() {
    return Set.of(STORIES);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    int row = 0;
    for (JsonNode story : document.path(STORIES)) {
      for (String key : WORDS) {
        fields.put(key + "-" + row, Fields.text(story, key));
      }
      fields.put(OUTCOME + "-" + row, Fields.text(story, OUTCOME));
      row++;
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    ArrayNode stories = JsonNodeFactory.instance.arrayNode();
    for (int row : rows(typed)) {
      ObjectNode story = stories.addObject();
      for (String key : WORDS) {
        String words = Fields.typed(typed, key + "-" + row);
        if (!words.isEmpty()) {
          story.put(key, words);
        }
      }
      String outcome = Fields.typed(typed, OUTCOME + "-" + row);
      if (!outcome.isEmpty() && !outcome.equals(Outcome.ANY.word())) {
        story.put(OUTCOME, outcome);
      }
    }
    if (stories.isEmpty()) {
      document.remove(STORIES);
    } else if (!stories.equals(document.path(STORIES))) {
      document.set(STORIES, stories);
    }
    return List.of();
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    List<Integer> rows = rows(typed);
    for (int i = 0; i < rows.size(); i++) {
      String story = "%s[%d]".formatted(STORIES, i);
      if (key.equals(story)) {
        return Optional.of("answer-" + rows.get(i));
      }
      if (key.startsWith(story + ".")) {
        return Optional.of(key.substring(story.length() + 1) + "-" + rows.get(i));
      }
    }
    return Optional.empty();
  }

  /// The rows in which something was typed.
  private static List<Integer> rows(Map<String, String> typed) {
    return IntStream.range(0, Fields.rows(typed, WORDS))
        .filter(
            row -> WORDS.stream().anyMatch(key -> !Fields.typed(typed, key + "-" + row).isEmpty()))
        .boxed()
        .toList();
  }
}
