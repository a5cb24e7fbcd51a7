package app.kolan.server.directory;

import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsSource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the documents of businesses leave to the server: who talks with callers where they do not
/// say, and the addresses and keys of providers.
///
/// @param environment the server's, with its secrets
/// @param choices who talks, by the variables that choose it
/// @param providers what stands below `providers` in the server's `kolan.yaml`
record ServerChoices(
    Map<String, String> environment, Map<String, String> choices, JsonNode providers) {
  /// The settings that choose who talks.
  static final List<Setting> SETTINGS =
      List.of(
          ProviderSelectionReader.LANGUAGE_MODEL,
          ProviderSelectionReader.SPEECH_TO_TEXT,
          ProviderSelectionReader.TEXT_TO_SPEECH,
          ProviderSelectionReader.LANGUAGE);

  ServerChoices {
    environment = Map.copyOf(environment);
    choices = Map.copyOf(choices);
  }

  static ServerChoices of(SettingsSource server) {
    var choices = new HashMap<String, String>();
    for (Setting setting : SETTINGS) {
      server.text(setting).ifPresent(text -> choices.put(setting.environment(), text));
    }
    return new ServerChoices(server.environment(), choices, server.section("providers").node());
  }

  /// Masked: the environment has secrets.
  @Override
  public String toString() {
    return "ServerChoices" + choices;
  }
}
