package app.kolan.server.directory;

import app.kolan.server.settings.SecretReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What only the server's operator writes into a business's document, since it reaches into the
/// server: addresses of providers, references to secrets, and what is done on the server itself.
/// Others may leave an entry as it is, or take it out. A secret would be sent to an address that
/// somebody else writes beside it: so nothing may be changed of a tool, a rule of alerts, a server
/// of tools or any other section with a reference. Where the operator lets a business reach this
/// machine, nobody else names an address.
final class OperatorEntries {
  private static final String LOCAL_TOOLS = "local-tools";

  /// What is done on the server itself.
  static final List<String> KEYS = List.of(LOCAL_TOOLS, "instructions-file", "mcp-commands");

  private static final String MCP = "mcp";

  private static final Pattern ADDRESS = Pattern.compile("\\s*https?:", Pattern.CASE_INSENSITIVE);

  private static final String SUMMARY_SECRET = "summary-secret";
  private static final String SUMMARY_URL = "summary-url";

  private OperatorEntries() {}

  /// Whether a document has any, and has them all as another document has them.
  ///
  /// @param before the operator's document
  static boolean areKept(ObjectNode document, ObjectNode before) {
    boolean some = false;
    for (Map.Entry<String, JsonNode> section : document.properties()) {
      String name = section.getKey();
      JsonNode now = section.getValue();
      if (!has(name, now)) {
        continue;
      }
      some = true;
      if (!isKept(name, now, before.path(name)) || !isSentAsBefore(name, document, before)) {
        return false;
      }
    }
    return some
        && (!document.has(LOCAL_TOOLS) || addresses(before).containsAll(addresses(document)));
  }

  private static boolean has(String name, JsonNode section) {
    return KEYS.contains(name)
        || refers(section)
        || (name.equals(BusinessProviders.SECTION)
            && stream(section).anyMatch(OperatorEntries::isOfOperator));
  }

  private static boolean isKept(String name, JsonNode now, JsonNode before) {
    if (name.equals(BusinessProviders.SECTION)) {
      return now.properties().stream()
          .allMatch(each -> isProviderKept(each.getValue(), before.path(each.getKey())));
    }
    if (name.equals(MCP) && now.isObject()) {
      return now.properties().stream()
          .filter(each -> refers(each.getValue()))
          .allMatch(each -> each.getValue().equals(before.path(each.getKey())));
    }
    if (now.isArray() && !KEYS.contains(name)) {
      return stream(now)
          .filter(OperatorEntries::refers)
          .allMatch(each -> stream(before).anyMatch(each::equals));
    }
    return now.equals(before);
  }

  /// The business's own key may be sent to an address that the operator has given.
  private static boolean isProviderKept(JsonNode now, JsonNode before) {
    boolean isOwnKey = !refers(now) && !isReference(now);
    return !isOfOperator(now)
        || now.equals(before)
        || (isOwnKey && now.path(BusinessProviders.URL).equals(before.path(BusinessProviders.URL)));
  }

  private static boolean isOfOperator(JsonNode provider) {
    return provider.has(BusinessProviders.URL) || isReference(provider) || refers(provider);
  }

  private static boolean isReference(JsonNode provider) {
    return SecretReference.isMeant(provider.path(BusinessProviders.KEY).asText());
  }

  private static boolean isSentAsBefore(String name, ObjectNode document, ObjectNode before) {
    return !name.equals(SUMMARY_SECRET)
        || document.path(SUMMARY_URL).equals(before.path(SUMMARY_URL));
  }

  /// Whether there is a variable of the server's environment anywhere in it.
  private static boolean refers(JsonNode node) {
    return node.isContainerNode()
        ? stream(node).anyMatch(OperatorEntries::refers)
        : node.asText().contains("${");
  }

  private static Set<String> addresses(JsonNode node) {
    var addresses = new HashSet<String>();
    if (node.isContainerNode()) {
      node.forEach(each -> addresses.addAll(addresses(each)));
    } else if (ADDRESS.matcher(node.asText()).lookingAt()) {
      addresses.add(node.asText());
    }
    return addresses;
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
