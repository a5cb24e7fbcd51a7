package app.kolan.server.console.settings;

import app.kolan.server.console.text.Texts;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DocumentDiff;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What differs between two versions of settings.
///
/// @param secrets what differs by secrets alone, which are not shown
public record SettingsComparison(List<Change> changes, List<String> secrets) {
  /// A value that is another one.
  ///
  /// @param label what it is
  /// @param lines of the value before (`-`), after (`+`), and of both (a blank)
  public record Change(String label, List<DocumentDiff.Line> lines) {
    public Change {
      lines = List.copyOf(lines);
    }
  }

  public SettingsComparison {
    changes = List.copyOf(changes);
    secrets = List.copyOf(secrets);
  }

  public boolean isEmpty() {
    return changes.isEmpty() && secrets.isEmpty();
  }

  /// @param from null for settings that say nothing
  public static SettingsComparison of(
      @Nullable SettingsVersion from, SettingsVersion to, Texts texts) {
    ObjectNode before = from == null ? tree("") : tree(BusinessAdministration.shown(from));
    ObjectNode after = tree(BusinessAdministration.shown(to));
    Map<String, SettingsLines.Line> old = SettingsLines.of(before, texts);
    Map<String, SettingsLines.Line> now = SettingsLines.of(after, texts);
    var paths = new LinkedHashSet<>(now.keySet());
    paths.addAll(old.keySet());
    var changes = new ArrayList<Change>();
    for (String path : paths) {
      SettingsLines.Line was = old.get(path);
      SettingsLines.Line is = now.get(path);
      String first = was == null ? "" : was.value();
      String second = is == null ? "" : is.value();
      if (!first.equals(second)) {
        String label = is == null ? was == null ? path : was.label() : is.label();
        changes.add(new Change(label, DocumentDiff.lines(first, second)));
      }
    }
    return new SettingsComparison(changes, secrets(from, to, old, now, texts));
  }

  /// The labels of what is the same without its secrets, and is not with them.
  private static List<String> secrets(
      @Nullable SettingsVersion from,
      SettingsVersion to,
      Map<String, SettingsLines.Line> old,
      Map<String, SettingsLines.Line> now,
      Texts texts) {
    if (from == null) {
      return List.of();
    }
    Map<String, SettingsLines.Line> before = SettingsLines.of(tree(from.document()), texts);
    Map<String, SettingsLines.Line> after = SettingsLines.of(tree(to.document()), texts);
    var labels = new ArrayList<String>();
    after.forEach(
        (path, line) -> {
          boolean shownSame = now.containsKey(path) && now.get(path).equals(old.get(path));
          if (shownSame && !line.equals(before.get(path))) {
            labels.add(line.label());
          }
        });
    return labels;
  }

  private static ObjectNode tree(String document) {
    return YamlText.map("settings", document, new ArrayList<>());
  }
}
