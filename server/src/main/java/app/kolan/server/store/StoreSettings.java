package app.kolan.server.store;

import app.kolan.server.settings.FolderSetting;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import java.nio.file.Path;

/// Where the server remembers.
///
/// @param data the folder of the database and the recordings
public record StoreSettings(Path data) {
  public static final Setting DATA =
      new Setting("KOLAN_DATA", "data", "folder for the database and the recordings", "`./data`");

  public static final SettingsGroup<StoreSettings> GROUP =
      SettingsGroup.of(source -> new StoreSettings(FolderSetting.read(source, DATA, "data")), DATA);
}
