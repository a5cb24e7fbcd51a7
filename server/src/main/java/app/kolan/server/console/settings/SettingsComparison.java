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
/// @param secrets whether they differ in secrets, too, which are not shown
public record SettingsComparison(List<Change> changes, boolean secrets) {
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
  }

  public boolean isEmpty() {
    return changes.isEmpty() && !secrets;
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
    boolean hidden =
        from != null
            && before.equals(after)
            && !YamlText.isSame(from.document(), to.document());
    return new SettingsComparison(changes, hidden);
  }

  private static ObjectNode tree(String document) {
    return YamlText.map("settings", document, new ArrayList<>());
  }
}
