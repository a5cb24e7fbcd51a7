package app.kolan.server.nodes;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a server is among those that share a database.
///
/// @param name null for one that is made of the machine's
/// @param settingsHash of all that is set, but for what each node has of its own
public record NodeSettings(@Nullable String name, String settingsHash) {
  public static final Setting NODE =
      new Setting(
          "KOLAN_NODE",
          "node",
          "the name of this server among those that share a PostgreSQL database; see"
              + " [several servers](scale.md)",
          "the machine's name and a part of the data folder's own identifier");

  /// What may differ from node to node; the key is compared by itself.
  private static final Set<String> OF_EACH =
      Set.of(
          NODE.environment(),
          "KOLAN_CONFIG",
          "KOLAN_HOST",
          "KOLAN_PORT",
          "KOLAN_MANAGEMENT_HOST",
          "KOLAN_MANAGEMENT_PORT",
          "KOLAN_DATA",
          "KOLAN_DATABASE",
          "KOLAN_DATABASE_PASSWORD",
          "KOLAN_DATABASE_PASSWORD_FILE",
          "KOLAN_SECRET_KEY",
          "KOLAN_SECRET_KEY_FILE",
          "KOLAN_LOG_LEVEL",
          "KOLAN_JAVA_HOME",
          "KOLAN_JAVA_OPTS",
          "KOLAN_MOST_CALLS",
          "KOLAN_MOST_NEW_CALLS",
          "KOLAN_TAPE",
          "KOLAN_TRUSTED_PROXIES");

  public static final SettingsGroup<NodeSettings> GROUP =
      SettingsGroup.of(NodeSettings::read, NODE);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static NodeSettings read(SettingsSource source) {
    String name = source.text(NODE).orElse(null);
    if (name != null && !NAME.matcher(name).matches()) {
      source.problem(
          NODE,
          name,
          "give a name of up to 63 letters, digits, dots, hyphens and underscores, or leave it out");
      name = null;
    }
    return new NodeSettings(name, source.fingerprint(OF_EACH));
  }
}
