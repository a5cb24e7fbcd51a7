package app.kolan.server.console;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;

/// Whether there are pages for people.
///
/// @param enabled whether `/console` is answered
public record ConsoleSettings(boolean enabled) {
  public static final Setting CONSOLE =
      new Setting(
          "KOLAN_CONSOLE",
          "console",
          "`false` for a server without pages for people: `/console` is not found; see"
              + " [the console](console.md)",
          "`true`");

  public static final SettingsGroup<ConsoleSettings> GROUP =
      SettingsGroup.of(ConsoleSettings::read, CONSOLE);

  private static ConsoleSettings read(SettingsSource source) {
    return new ConsoleSettings(source.flag(CONSOLE, true));
  }
}
