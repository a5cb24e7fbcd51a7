package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A business as a file has it: its slug, numbers and account beside its settings.
///
/// @param document the settings alone
public record BusinessFile(Identity identity, String document) {
  /// Parses a file.
  ///
  /// @param text YAML, or JSON
  /// @param slug its slug where the text names none
  /// @param folder where `instructions-file` is looked for, which becomes part of the document;
  ///   null leaves it as it is
  /// @throws InvalidSettings when the text holds no business
  public static BusinessFile parse(String text, String slug, @Nullable Path folder)
      throws InvalidSettings {
    var problems = new ArrayList<ConfigProblem>();
    ObjectNode tree = BusinessDocument.parse(text, problems).tree();
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return of(tree, slug, folder);
  }

  static BusinessFile of(ObjectNode whole, String slug, @Nullable Path folder)
      throws InvalidSettings {
    ObjectNode tree = whole.deepCopy();
    String named = text(tree.remove("slug"), slug);
    String name = text(tree.get("name"), named);
    String account = text(tree.remove("account"), "");
    List<String> numbers = numbers(tree.remove("numbers"));
    if (folder != null) {
      inlineInstructions(tree, folder);
    }
    return new BusinessFile(
        new Identity(named, name, account.isEmpty() ? null : account, numbers),
        tree.isEmpty() ? "" : YamlText.write(tree));
  }

  /// A business as such a file, without its secrets.
  public static String text(BusinessRecord business, SettingsVersion version) {
    ObjectNode settings =
        YamlText.map("settings", BusinessAdministration.shown(version), new ArrayList<>());
    ObjectNode file = settings.objectNode();
    file.put("slug", business.slug());
    ArrayNode numbers = file.putArray("numbers");
    business.numbers().forEach(number -> numbers.add(number.value()));
    if (business.accountSid() != null) {
      file.put("account", business.accountSid());
    }
    file.put("name", business.name());
    file.setAll(settings);
    return YamlText.write(file);
  }

  private static String text(@Nullable JsonNode node, String usual) {
    return node == null || node.isNull() ? usual : node.asText().strip();
  }

  private static List<String> numbers(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return List.of();
    }
    var numbers = new ArrayList<String>();
    if (node.isArray()) {
      node.forEach(each -> numbers.add(each.asText().strip()));
    } else {
      Arrays.stream(node.asText().split(",", -1)).map(String::strip).forEach(numbers::add);
    }
    return numbers;
  }

  private static void inlineInstructions(ObjectNode tree, Path folder) throws InvalidSettings {
    JsonNode named = tree.get("instructions-file");
    if (named == null || !named.isTextual() || tree.has("instructions")) {
      return;
    }
    try {
      tree.put("instructions", Files.readString(folder.resolve(named.asText())).strip());
      tree.remove("instructions-file");
    } catch (IOException | InvalidPathException e) {
      throw new InvalidSettings(
          List.of(
              new ConfigProblem(
                  "instructions-file",
                  named.asText(),
                  "there is no such text file that can be read, in UTF-8")));
    }
  }
}
