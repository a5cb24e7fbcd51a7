package app.kolan.server.directory;

import app.kolan.server.business.BusinessReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.settings.YamlSection;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The business of the server's own settings as a document of the directory, so that it can be
/// taken over into it: what stands below `business:` in `kolan.yaml`, and what the environment says
/// in its place.
///
/// It is made of the settings when somebody asks for it.
public final class OwnDocument {
  private static final String PREFIX = "business.";
  private static final String NAME = "name";
  private static final String FILE = "instructions-file";

  public static final SettingsGroup<OwnDocument> GROUP = SettingsGroup.of(OwnDocument::new);

  private final SettingsSource source;

  private OwnDocument(SettingsSource source) {
    this.source = source;
  }

  /// All that is set, with secrets.
  private ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (Setting setting : BusinessReader.SETTINGS) {
      source.text(setting).ifPresent(text -> document.put(key(setting.yaml()), text));
    }
    for (String section : BusinessReader.SECTIONS) {
      YamlSection part = source.section(section);
      if (part.isThere()) {
        document.set(key(section), part.node());
      }
    }
    return document;
  }

  private static String key(String yaml) {
    return yaml.startsWith(PREFIX) ? yaml.substring(PREFIX.length()) : yaml;
  }

  /// What is set, with secrets, without the name, and with the text of a file of instructions in
  /// place of the file; empty when nothing is set.
  ///
  /// @param instructions as they were read
  public ObjectNode toTakeOver(String instructions) {
    ObjectNode whole = document();
    whole.remove(NAME);
    if (whole.remove(FILE) != null) {
      whole.put("instructions", instructions);
    }
    return whole;
  }
}
