package app.kolan.server.nodes;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a server is among those that share a database.
///
/// @param name null for one that is made of the machine's
/// @param address as the others reach it, with a port or without; null for one that is made of what
///   is listened on
/// @param settingsHash of all that is set, but for what each node has of its own
public record NodeSettings(@Nullable String name, @Nullable String address, String settingsHash) {
  public static final Setting NODE =
      new Setting(
              "KOLAN_NODE",
              "node",
              "the name of this server among those that share a PostgreSQL database; see"
                  + " [several servers](scale.md)",
              "the machine's name and a part of the data folder's own identifier")
          .ofEachServer();

  public static final Setting ADDRESS =
      new Setting(
              "KOLAN_NODE_ADDRESS",
              "node-address",
              "host, or host and port, at which the other servers reach this one's management port;"
                  + " see [several servers](scale.md)",
              "`KOLAN_MANAGEMENT_HOST`, or the machine's own address where that is all of them")
          .ofEachServer();

  public static final SettingsGroup<NodeSettings> GROUP =
      SettingsGroup.of(NodeSettings::read, NODE, ADDRESS);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,250}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private static NodeSettings read(SettingsSource source) {
    String name = source.text(NODE).orElse(null);
    if (name != null && !NAME.matcher(name).matches()) {
      source.problem(
          NODE,
          name,
          "give a name of up to 63 letters, digits, dots, hyphens and underscores, or leave it out");
      name = null;
    }
    String address = source.text(ADDRESS).orElse(null);
    if (address != null && !isPlace(address)) {
      source.problem(
          ADDRESS, address, "give a host, or host:port, such as 10.0.0.5 or kolan-1.internal:8089");
      address = null;
    }
    return new NodeSettings(name, address, source.fingerprint());
  }

  private static boolean isPlace(String address) {
    try {
      var uri = new URI("http://" + address);
      return PLACE.matcher(address).matches() && uri.getHost() != null && uri.getPort() <= 65_535;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
