package app.kolan.server.console.settings;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Who gets which alerts, how, and when not. A secret is written and never shown: it stays with the
/// address that it was written for.
public record AlertsPart() implements SettingsPart {
  private static final String ALERTS = "alerts";
  private static final String TO = "to";
  private static final String KINDS = "kinds";
  private static final String SECRET = "secret";
  private static final String ADDRESS = "address";
  private static final String CHANNEL = "channel";
  private static final List<String> VALUES = List.of("from", "template", "digest");

  /// By what somebody can be told, by the words of settings.
  public static List<String> channels() {
    return List.of(
        Channel.MAIL.word(), Channel.SMS.word(), Channel.WHATSAPP.word(), Channel.WEBHOOK.word());
  }

  /// Of what somebody can be told.
  public static List<AlertKind> kinds() {
    return AlertKind.ofRules();
  }

  @Override
  public String name() {
    return ALERTS;
  }

  @Override
  public Set<String> keys() {
    return Set.of(ALERTS);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    int row = 0;
    for (JsonNode rule : document.path(ALERTS)) {
      fields.putAll(fields(rule, row++));
    }
    return fields;
  }

  private static Map<String, String> fields(JsonNode rule, int row) {
    var fields = new LinkedHashMap<String, String>();
    String to = Fields.text(rule, TO);
    int colon = to.indexOf(':');
    fields.put(CHANNEL + "-" + row, colon < 0 ? "" : to.substring(0, colon));
    fields.put(ADDRESS + "-" + row, to.substring(colon + 1));
    for (String name : VALUES) {
      fields.put(name + "-" + row, Fields.text(rule, name));
    }
    if (!Fields.text(rule, SECRET).isEmpty()) {
      fields.put("has-secret-" + row, "1");
    }
    for (String kind : Fields.texts(rule.path(KINDS))) {
      fields.put("kind-" + kind + "-" + row, "1");
    }
    new QuietFields("-" + row, false).show(rule, fields);
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    Map<String, ObjectNode> old = byDestination(document);
    for (int row : rows(typed)) {
      String to = destination(typed, row, country);
      ObjectNode rule =
          old.containsKey(to)
              ? old.get(to).deepCopy()
              : JsonNodeFactory.instance.objectNode().put(TO, to);
      put(typed, row, rule, country);
      rules.add(rule);
    }
    if (rules.isEmpty()) {
      document.remove(ALERTS);
    } else if (!rules.equals(document.path(ALERTS))) {
      document.set(ALERTS, rules);
    }
    return List.of();
  }

  private static Map<String, ObjectNode> byDestination(ObjectNode document) {
    var rules = new HashMap<String, ObjectNode>();
    for (JsonNode rule : document.path(ALERTS)) {
      if (rule instanceof ObjectNode map) {
        rules.put(Fields.text(map, TO), map);
      }
    }
    return rules;
  }

  private static String destination(Map<String, String> typed, int row, String country) {
    String channel = Fields.typed(typed, CHANNEL + "-" + row);
    String address = Fields.typed(typed, ADDRESS + "-" + row);
    boolean isNumber = channel.equals("sms") || channel.equals("whatsapp");
    return channel + ":" + (isNumber ? Fields.e164(address, country) : address);
  }

  private static void put(Map<String, String> typed, int row, ObjectNode rule, String country) {
    for (String name : VALUES) {
      String text = Fields.typed(typed, name + "-" + row);
      Fields.set(rule, name, name.equals("from") ? Fields.e164(text, country) : text);
    }
    String secret = Fields.typed(typed, SECRET + "-" + row);
    if (!secret.isEmpty()) {
      rule.put(SECRET, secret);
    }
    List<String> kinds =
        kinds().stream()
            .map(AlertKind::word)
            .filter(kind -> typed.containsKey("kind-" + kind + "-" + row))
            .toList();
    if (kinds.isEmpty()) {
      rule.remove(KINDS);
    } else if (!Set.copyOf(kinds).equals(Set.copyOf(Fields.texts(rule.path(KINDS))))) {
      ArrayNode list = rule.putArray(KINDS);
      kinds.forEach(list::add);
    }
    new QuietFields("-" + row, false).put(typed, rule);
  }

  /// The rows with an address.
  private static List<Integer> rows(Map<String, String> typed) {
    return IntStream.range(0, Fields.rows(typed, List.of(ADDRESS)))
        .filter(row -> !Fields.typed(typed, ADDRESS + "-" + row).isEmpty())
        .boxed()
        .toList();
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    List<Integer> rows = new ArrayList<>(rows(typed));
    for (int i = 0; i < rows.size(); i++) {
      String begin = "%s[%d].".formatted(ALERTS, i);
      if (problem.key().startsWith(begin)) {
        String name = problem.key().substring(begin.length()).replaceFirst("\\[.*", "");
        String field =
            switch (name) {
              case TO -> ADDRESS;
              case "quiet" -> "quiet-hours";
              case "from", "template", "digest", SECRET -> name;
              default -> ADDRESS;
            };
        return Optional.of(field + "-" + rows.get(i));
      }
    }
    return Optional.empty();
  }
}
