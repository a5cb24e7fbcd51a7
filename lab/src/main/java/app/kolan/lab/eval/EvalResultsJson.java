package app.kolan.lab.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The results of all stories as JSON, for a script.
public final class EvalResultsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EvalResults results;

  public EvalResultsJson(EvalResults results) {
    this.results = results;
  }

  /// One object, indented, and a line's end.
  public String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("mind", results.languageModel().word())
        .put("calls", results.runs())
        .put("passed", results.passed())
        .put("percent", results.percent());
    ArrayNode stories = json.putArray("stories");
    results.all().forEach(result -> add(stories, result));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static void add(ArrayNode stories, StoryResult result) {
    ObjectNode json =
        stories
            .addObject()
            .put("story", result.story().name())
            .put("title", result.story().title())
            .put("calls", result.runs().size())
            .put("passed", result.passed());
    ArrayNode misses = json.putArray("misses");
    result.runs().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(
            miss ->
                misses
                    .addObject()
                    .put("line", miss.line())
                    .put("text", miss.text())
                    .put("reason", miss.reason()));
  }
}
