package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.tool.BusinessTools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the receptionist may do.
public record AbilitiesPart() implements SettingsPart {
  private static final String ALLOWED = "allowed-tools";
  private static final String CHOICE = "allowed";
  private static final String TOOL = "tool.";

  @Override
  public String name() {
    return "abilities";
  }

  @Override
  public Set<String> keys() {
    return Set.of(ALLOWED);
  }

  /// A tool that can be allowed.
  ///
  /// @param about in the words of the business that has brought it along; empty for one of Kolan's
  public record Ability(String name, String about, boolean own) {}

  /// Those that come with Kolan, and the business's own.
  public static List<Ability> abilities(ObjectNode document) {
    var all = new ArrayList<Ability>();
    BusinessTools.BUILT_IN.stream().sorted().forEach(name -> all.add(new Ability(name, "", false)));
    for (JsonNode tool : document.path("tools")) {
      String name = Fields.text(tool, "name");
      if (!name.isEmpty()) {
        all.add(new Ability(name, Fields.text(tool, "description"), true));
      }
    }
    return all;
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    Optional<Set<String>> allowed = allowed(document);
    fields.put(CHOICE, allowed.isEmpty() ? "all" : "some");
    for (Ability ability : abilities(document)) {
      if (allowed.map(names -> names.contains(ability.name())).orElse(true)) {
        fields.put(TOOL + ability.name(), "1");
      }
    }
    return fields;
  }

  /// Empty when all are.
  private static Optional<Set<String>> allowed(ObjectNode document) {
    JsonNode node = document.path(ALLOWED);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    var names = new LinkedHashSet<String>();
    if (node.isArray()) {
      node.forEach(name -> names.add(name.asText("").strip()));
    } else {
      Arrays.stream(node.asText("").split(",", -1)).map(String::strip).forEach(names::add);
    }
    names.remove("");
    return Optional.of(names);
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    if (Fields.typed(typed, CHOICE).equals("all")) {
      document.remove(ALLOWED);
      return List.of();
    }
    if (!Fields.typed(typed, CHOICE).equals("some")) {
      return List.of();
    }
    var chosen = new LinkedHashSet<String>();
    for (Ability ability : abilities(document)) {
      if (typed.containsKey(TOOL + ability.name())) {
        chosen.add(ability.name());
      }
    }
    if (Optional.of(Set.copyOf(chosen)).equals(allowed(document).map(Set::copyOf))) {
      return List.of();
    }
    ArrayNode names = document.putArray(ALLOWED);
    chosen.forEach(names::add);
    return List.of();
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    return key.startsWith(ALLOWED) ? Optional.of(CHOICE) : Optional.empty();
  }
}
