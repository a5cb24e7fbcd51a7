package app.kolan.server.directory;

import app.kolan.server.settings.SecretReference;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shows a document without its secrets, and puts them back when it returns.
///
/// Secrets are the key that summaries are signed with, of each rule of alerts the key, of each tool
/// the key and the headers, of each MCP server the headers, and the keys of providers. One that is
/// only a reference, `${NAME}`, or of a provider `env:NAME` or `file:/path`, is no secret.
final class SecretMask {
  static final String MASK = "********";

  private static final Set<String> KEYS = Set.of("summary-secret", "secret");
  private static final Set<String> PROVIDER_KEYS = Set.of("key");
  private static final String HEADERS = "headers";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  private SecretMask() {}

  /// A document with each secret masked.
  static String masked(String document) {
    return changed(document, null);
  }

  /// A document in which each mask is the secret that stood at its place, in a tool of its name and
  /// its address: who may change an address cannot have a secret sent there that was never shown to
  /// him.
  ///
  /// @param before the document that was shown masked
  static String restored(String document, String before) {
    return document.contains(MASK) ? changed(document, before) : document;
  }

  private static String changed(String document, @Nullable String before) {
    ObjectNode tree = YamlText.map("settings", document, new ArrayList<>());
    ObjectNode none = tree.objectNode();
    if (before == null) {
      secretsOf(tree, none, true);
    } else {
      secretsOf(tree, YamlText.map("settings", before, new ArrayList<>()), false);
    }
    return YamlText.write(tree);
  }

  private static void secretsOf(ObjectNode document, ObjectNode old, boolean masking) {
    boolean sameAddress = document.path("summary-url").equals(old.path("summary-url"));
    change(document, masking || sameAddress ? old : old.objectNode(), KEYS, masking);
    for (Map.Entry<String, JsonNode> each : document.path(BusinessProviders.SECTION).properties()) {
      if (each.getValue() instanceof ObjectNode provider) {
        ObjectNode before = map(map(old, BusinessProviders.SECTION), each.getKey());
        boolean same = provider.path("url").equals(before.path("url"));
        change(provider, masking || same ? before : old.objectNode(), PROVIDER_KEYS, masking);
      }
    }
    for (JsonNode each : document.path("alerts")) {
      if (each instanceof ObjectNode rule) {
        change(rule, sameRule(old, rule), KEYS, masking);
      }
    }
    secretsOfServers(document, old, masking);
    for (JsonNode each : document.path("tools")) {
      if (each instanceof ObjectNode tool) {
        ObjectNode before = sameTool(old, tool);
        change(tool, before, KEYS, masking);
        if (tool.get(HEADERS) instanceof ObjectNode headers) {
          change(headers, map(before, HEADERS), null, masking);
        }
      }
    }
  }

  private static void secretsOfServers(ObjectNode document, ObjectNode old, boolean masking) {
    for (Map.Entry<String, JsonNode> each : document.path("mcp").properties()) {
      if (each.getValue() instanceof ObjectNode server
          && server.get(HEADERS) instanceof ObjectNode headers) {
        ObjectNode before = map(map(old, "mcp"), each.getKey());
        boolean same = masking || server.path("url").equals(before.path("url"));
        change(headers, same ? map(before, HEADERS) : old.objectNode(), null, masking);
      }
    }
  }

  /// The tool of the same name and address as it was, without anything when there is none.
  private static ObjectNode sameTool(ObjectNode document, ObjectNode changed) {
    for (JsonNode each : document.path("tools")) {
      if (each instanceof ObjectNode tool
          && tool.path("name").equals(changed.path("name"))
          && tool.path("url").equals(changed.path("url"))) {
        return tool;
      }
    }
    return document.objectNode();
  }

  /// The rule of alerts to the same destination as it was, without anything when there is none.
  private static ObjectNode sameRule(ObjectNode document, ObjectNode changed) {
    for (JsonNode each : document.path("alerts")) {
      if (each instanceof ObjectNode rule && rule.path("to").equals(changed.path("to"))) {
        return rule;
      }
    }
    return document.objectNode();
  }

  private static ObjectNode map(ObjectNode tree, String key) {
    return tree.get(key) instanceof ObjectNode map ? map : tree.objectNode();
  }

  /// Masks values, or puts those of before in the place of masks.
  ///
  /// @param keys those that are secret; null for all
  private static void change(
      ObjectNode map, ObjectNode before, @Nullable Set<String> keys, boolean masking) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(map.properties())) {
      String key = entry.getKey();
      String value = entry.getValue().asText();
      if (!entry.getValue().isValueNode() || (keys != null && !keys.contains(key))) {
        continue;
      }
      if (masking && !isReference(value, keys)) {
        map.put(key, MASK);
      } else if (!masking && value.equals(MASK) && before.has(key)) {
        map.set(key, before.get(key));
      }
    }
  }

  private static boolean isReference(String value, @Nullable Set<String> keys) {
    return PROVIDER_KEYS.equals(keys)
        ? SecretReference.of(value).isPresent()
        : REFERENCE.matcher(value).matches();
  }
}
