package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words, and how the voice says them.
public record WordsPart() implements SettingsPart {
  private static final String LEXICON = "lexicon";
  private static final List<String> ROW = List.of("written", "spoken");

  @Override
  public String name() {
    return "words";
  }

  @Override
  public Set<String> keys() {
    return Set.of(LEXICON);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    int row = 0;
    for (Map.Entry<String, JsonNode> word : document.path(LEXICON).properties()) {
      fields.put("written-" + row, word.getKey());
      fields.put("spoken-" + row, word.getValue().asText("").strip());
      row++;
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    var words = new LinkedHashMap<String, String>();
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String written = Fields.typed(typed, "written-" + row);
      String spoken = Fields.typed(typed, "spoken-" + row);
      if (written.isEmpty() && !spoken.isEmpty()) {
        problems.add(new ConfigProblem(LEXICON, "a word that is not there", "say what is written"));
      } else if (!written.isEmpty() && words.put(written, spoken) != null) {
        problems.add(
            new ConfigProblem(LEXICON + "." + written, written, "it is there twice; keep one"));
      }
    }
    JsonNode old = document.path(LEXICON);
    var before = new LinkedHashMap<String, String>();
    old.properties().forEach(word -> before.put(word.getKey(), word.getValue().asText("").strip()));
    if (words.equals(before)) {
      return problems;
    }
    if (words.isEmpty()) {
      document.remove(LEXICON);
      return problems;
    }
    ObjectNode lexicon = document.putObject(LEXICON);
    words.forEach(
        (written, spoken) -> {
          JsonNode value = old.path(written);
          if (spoken.equals(before.get(written))) {
            lexicon.set(written, value);
          } else {
            lexicon.put(written, spoken);
          }
        });
    return problems;
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    Optional<String> found = Optional.empty();
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String written = Fields.typed(typed, "written-" + row);
      if (key.equals(LEXICON + "." + written) || (key.equals(LEXICON) && written.isEmpty())) {
        found =
            Optional.of(
                (Fields.typed(typed, "spoken-" + row).isEmpty() ? "spoken-" : "written-") + row);
      }
    }
    return found;
  }
}
