package app.kolan.server.directory;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of a business as a document: what stands below `business` in a `kolan.yaml`, and
/// who talks with its callers (`mind`, `recogniser`, `voice`, `language`, and keys of its own below
/// `providers`).
///
/// @param tree its keys and values
record BusinessDocument(ObjectNode tree) {
  /// More than anybody writes, and little enough to keep in every version.
  static final int MOST_CHARACTERS = 256 * 1024;

  /// The keys that stand beside `business` in a `kolan.yaml`.
  private static final List<String> PROVIDERS =
      List.of("mind", "recogniser", "voice", "language", BusinessProviders.SECTION);

  /// Parses a document.
  ///
  /// @param problems where what is wrong is added; the document is empty then
  static BusinessDocument parse(String text, List<ConfigProblem> problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          new ConfigProblem(
              "settings", text.length() + " characters", "give at most " + MOST_CHARACTERS));
      return new BusinessDocument(YamlText.map("settings", "", problems));
    }
    return new BusinessDocument(YamlText.map("settings", text, problems));
  }

  /// The same in the form of a `kolan.yaml`, whose readers are used.
  ObjectNode asServerSettings() {
    ObjectNode root = tree.objectNode();
    ObjectNode business = root.putObject("business");
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      (PROVIDERS.contains(entry.getKey()) ? root : business).set(entry.getKey(), entry.getValue());
    }
    return root;
  }

  /// What only the server's operator may set, since it reaches into the server itself.
  List<String> operatorsKeys() {
    return OperatorEntries.KEYS.stream().filter(tree::has).toList();
  }

  /// What was changed beside the entries that only the server's operator writes; empty when one of
  /// those was changed.
  Optional<ObjectNode> changesBeside(BusinessDocument operators) {
    return OperatorEntries.changes(tree, operators.tree);
  }

  /// Whether the entry that a problem is about is as it was.
  ///
  /// @param key of the problem
  boolean hasAsIn(BusinessDocument operators, String key) {
    return OperatorEntries.isAsBefore(key, tree, operators.tree);
  }

  /// A problem of [#changesBeside] under the key that it has in the whole document.
  ConfigProblem withOwnKey(ConfigProblem problem, BusinessDocument operators) {
    return new ConfigProblem(
        OperatorEntries.wholeKey(problem.key(), tree, operators.tree),
        problem.seen(),
        problem.remedy());
  }

  /// What of the operator's is another, and no reader names.
  List<ConfigProblem> unnamedChanges(BusinessDocument operators) {
    return OperatorEntries.unnamed(tree, operators.tree);
  }

  /// How much of the server the business may use.
  JsonNode limits() {
    return tree.path("limits");
  }

  boolean has(String key) {
    return tree.has(key);
  }
}
