package app.kolan.server.notify.push;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;

/// Which push services may be told. A browser names its own, so whoever may have alerts on a device
/// chooses where the server posts to.
///
/// @param local whether they may be on this machine, and without TLS
public record PushSettings(boolean local) {
  public static final Setting LOCAL =
      new Setting(
          "KOLAN_PUSH_LOCAL",
          "push.local",
          "`true` for push services on this machine, as tests have them; see"
              + " [alerts on devices](alerts.md#on-a-device)",
          "`false`: those on the Internet alone");

  public static final SettingsGroup<PushSettings> GROUP =
      SettingsGroup.of(PushSettings::read, LOCAL);

  private static PushSettings read(SettingsSource source) {
    return new PushSettings(source.flag(LOCAL, false));
  }
}
