package app.kolan.server.directory;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.PastedText;
import app.kolan.server.settings.SecretReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What only the server's operator writes into a business's document, since it reaches into the
/// server: addresses of providers, references to secrets, and what is done on the server itself.
/// Others may leave an entry as it is, or take it out.
///
/// What somebody else has changed beside it is separated here, and is then judged by the readers as
/// any document of his would be. An entry is changed as a whole: a secret would be sent to an
/// address that somebody else wrote beside it.
final class OperatorEntries {
  /// What is done on the server itself.
  static final List<String> KEYS = List.of("local-tools", "instructions-file", "mcp-commands");

  private static final String PROVIDERS = BusinessProviders.SECTION;
  private static final String SUMMARY_URL = "summary-url";
  private static final String SUMMARY_SECRET = "summary-secret";

  /// The sections in which others have entries beside the operator's.
  private static final Set<String> SHARED =
      Set.of(PROVIDERS, "tools", "alerts", "mcp", SUMMARY_URL, SUMMARY_SECRET);

  private static final Pattern PLACE = Pattern.compile("([a-z-]+)\\[([0-9]{1,9})](.*)");

  private OperatorEntries() {}

  /// What of a document is not as in the operator's, where such entries may stand beside others',
  /// to be judged as somebody else's document; empty when an entry of the operator's is another.
  ///
  /// @param before the operator's document
  static Optional<ObjectNode> changes(ObjectNode document, ObjectNode before) {
    ObjectNode changes = document.objectNode();
    for (Map.Entry<String, JsonNode> section : document.properties()) {
      String name = section.getKey();
      JsonNode now = section.getValue();
      JsonNode old = before.path(name);
      if (!now.equals(old)) {
        if (SHARED.contains(name)) {
          changes.set(name, changed(now, old));
        } else if (KEYS.contains(name) || isReferring(name, now, before)) {
          return Optional.empty();
        }
      }
    }
    if (changes.has(SUMMARY_URL) || changes.has(SUMMARY_SECRET)) {
      List.of(SUMMARY_URL, SUMMARY_SECRET).stream()
          .filter(document::has)
          .forEach(name -> changes.set(name, document.get(name)));
    }
    return leaveOwnKeys(document, before, changes) ? Optional.of(changes) : Optional.empty();
  }

  /// Whether a problem is one of such changes.
  ///
  /// @param key of the problem
  static boolean isIn(String key, ObjectNode changes) {
    return changes.properties().stream()
        .flatMap(
            section ->
                section.getKey().equals(PROVIDERS)
                    ? section.getValue().properties().stream()
                        .map(each -> PROVIDERS + "." + each.getKey())
                    : Stream.of(section.getKey()))
        .anyMatch(
            name -> key.equals(name) || key.startsWith(name + ".") || key.startsWith(name + "["));
  }

  /// Whether the entry that a problem is about stands in the operator's document in the same way.
  ///
  /// @param key of the problem
  static boolean isAsBefore(String key, ObjectNode document, ObjectNode before) {
    String name = key.replaceFirst("[.\\[].*", "");
    if (name.equals(SUMMARY_URL) || name.equals(SUMMARY_SECRET)) {
      return document.path(SUMMARY_URL).equals(before.path(SUMMARY_URL))
          && document.path(SUMMARY_SECRET).equals(before.path(SUMMARY_SECRET));
    }
    JsonNode now = document.path(name);
    JsonNode old = before.path(name);
    if (now.isMissingNode() || !SHARED.contains(name) || key.equals(name)) {
      return !now.isMissingNode() && now.equals(old);
    }
    JsonNode entry = entry(now, key.substring(name.length()));
    return !entry.isMissingNode()
        && (old.isArray()
            ? stream(old).anyMatch(entry::equals)
            : entry.equals(entry(old, key.substring(name.length()))));
  }

  /// The entry of a section, by how a key goes on after the section's name: `.openai.url`,
  /// `[0].url`.
  private static JsonNode entry(JsonNode section, String rest) {
    if (section instanceof ArrayNode list) {
      String index = rest.replaceFirst("^\\[([0-9]{1,9})].*$", "$1");
      return index.equals(rest) ? MissingNode.getInstance() : list.path(Integer.parseInt(index));
    }
    return section.properties().stream()
        .filter(each -> (rest + ".").startsWith("." + each.getKey() + "."))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(section.path(""));
  }

  /// The key in the whole document of what has a key in its [#changes], where a list has fewer
  /// entries.
  static String wholeKey(String key, ObjectNode document, ObjectNode before) {
    Matcher place = PLACE.matcher(key);
    if (!place.matches() || !document.path(place.group(1)).isArray()) {
      return key;
    }
    JsonNode now = document.path(place.group(1));
    JsonNode old = before.path(place.group(1));
    int left = Integer.parseInt(place.group(2));
    for (int i = 0; i < now.size(); i++) {
      JsonNode entry = now.get(i);
      if (stream(old).noneMatch(entry::equals) && left-- == 0) {
        return "%s[%d]%s".formatted(place.group(1), i, place.group(3));
      }
    }
    return key;
  }

  /// What of the operator's is another, and no reader names: whose keys are used beside an address
  /// of his, and a variable where no reader looks for one.
  static List<ConfigProblem> unnamed(ObjectNode document, ObjectNode before) {
    var problems = new ArrayList<ConfigProblem>();
    if (isOthersKeys(document.path(PROVIDERS), before.path(PROVIDERS))) {
      problems.add(
          new ConfigProblem(
              PROVIDERS + "." + BusinessProviders.SERVER_KEYS,
              "changed",
              "only the operator of the server changes it beside an address of his"));
    }
    document.properties().stream()
        .filter(section -> isReferring(section.getKey(), section.getValue(), before))
        .forEach(
            section ->
                problems.add(
                    new ConfigProblem(
                        section.getKey(),
                        "a variable",
                        "only the operator of the server sets one, in a file")));
    return problems;
  }

  private static boolean isReferring(String name, JsonNode now, ObjectNode before) {
    return !SHARED.contains(name)
        && !KEYS.contains(name)
        && !now.equals(before.path(name))
        && refers(now);
  }

  private static boolean isOthersKeys(JsonNode now, JsonNode old) {
    return stream(now).anyMatch(each -> each.has(BusinessProviders.URL))
        && !Objects.equals(
            now.get(BusinessProviders.SERVER_KEYS), old.get(BusinessProviders.SERVER_KEYS));
  }

  /// The entries that the operator's section does not have in the same way.
  private static JsonNode changed(JsonNode now, JsonNode old) {
    if (now instanceof ArrayNode list) {
      ArrayNode changed = list.arrayNode();
      list.forEach(
          each -> {
            if (stream(old).noneMatch(each::equals)) {
              changed.add(each);
            }
          });
      return changed;
    }
    if (now instanceof ObjectNode map) {
      ObjectNode changed = map.objectNode();
      map.properties().stream()
          .filter(each -> !each.getValue().equals(old.path(each.getKey())))
          .forEach(each -> changed.set(each.getKey(), each.getValue()));
      return changed;
    }
    return now;
  }

  /// A key of the business's own may be sent to an address that the operator has given: the address
  /// is no change then. With such an address whose keys are used is the operator's to say, too.
  ///
  /// @return false when that is another
  private static boolean leaveOwnKeys(ObjectNode document, ObjectNode before, ObjectNode changes) {
    JsonNode now = document.path(PROVIDERS);
    JsonNode old = before.path(PROVIDERS);
    if (isOthersKeys(now, old)) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : changes.path(PROVIDERS).properties()) {
      JsonNode url = each.getValue().path(BusinessProviders.URL);
      if (each.getValue() instanceof ObjectNode provider
          && isOwnKey(provider)
          && url.equals(old.path(each.getKey()).path(BusinessProviders.URL))) {
        ObjectNode keyAlone = provider.deepCopy();
        keyAlone.remove(BusinessProviders.URL);
        ((ObjectNode) changes.get(PROVIDERS)).set(each.getKey(), keyAlone);
      }
    }
    return true;
  }

  private static boolean isOwnKey(ObjectNode provider) {
    String key = PastedText.clean(provider.path(BusinessProviders.KEY).asText());
    return !key.isEmpty() && !SecretReference.isMeant(key) && !key.equals(SecretMask.MASK);
  }

  /// Whether there is a variable of the server's environment anywhere in it.
  private static boolean refers(JsonNode node) {
    return node.isContainerNode()
        ? stream(node).anyMatch(OperatorEntries::refers)
        : node.asText().contains("${");
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
