package app.kolan.server.web;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;

/// Reads where the management listener listens.
public final class ManagementAddressReader {
  public static final Setting MANAGEMENT_PORT =
      new Setting(
              "KOLAN_MANAGEMENT_PORT",
              "management.port",
              "port for health, metrics and diagnostics; 0 takes a free one; see"
                  + " [operating](operating.md#the-management-port)",
              "8089, or a free one when another program has it")
          .ofEachServer();

  public static final Setting MANAGEMENT_HOST =
      new Setting(
              "KOLAN_MANAGEMENT_HOST",
              "management.host",
              "address to listen on for health, metrics and diagnostics",
              "`127.0.0.1`: this machine alone")
          .ofEachServer();

  public static final SettingsGroup<ManagementAddress> GROUP =
      SettingsGroup.of(ManagementAddressReader::read, MANAGEMENT_PORT, MANAGEMENT_HOST);

  private ManagementAddressReader() {}

  private static ManagementAddress read(SettingsSource source) {
    String host = source.text(MANAGEMENT_HOST).orElse(ManagementAddress.LOOPBACK);
    ManagementAddress address =
        source
            .text(MANAGEMENT_PORT)
            .map(port -> new ManagementAddress(host, port(source, port)))
            .orElseGet(() -> ManagementAddress.usual(host));
    if (!address.isLoopback()) {
      source.warn(
          MANAGEMENT_HOST.environment()
              + " is "
              + host
              + ": whoever can connect to it reads the metrics and the rejected requests, without"
              + " a password. Let a firewall keep others away");
    }
    return address;
  }

  private static int port(SettingsSource source, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      source.problem(MANAGEMENT_PORT, text, "give a number from 0 to 65535");
      return 0;
    }
    int port = Integer.parseInt(text);
    if (port != 0 && Integer.toString(port).equals(source.text(WebSettings.PORT).orElse("8080"))) {
      source.problem(
          MANAGEMENT_PORT,
          text,
          "choose another port than that of " + WebSettings.PORT.environment());
    }
    return port;
  }
}
