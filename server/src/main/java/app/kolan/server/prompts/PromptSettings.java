package app.kolan.server.prompts;

import app.kolan.server.settings.FolderSetting;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which sound files are played.
///
/// @param folder sound files that replace shipped ones; null for the shipped ones alone
public record PromptSettings(@Nullable Path folder) {
  public static final Setting PROMPTS =
      new Setting(
          "KOLAN_PROMPTS",
          "prompts",
          "folder with sound files of your own that replace the shipped ones",
          "the shipped ones");

  public static final SettingsGroup<PromptSettings> GROUP =
      SettingsGroup.of(PromptSettings::read, PROMPTS);

  private static PromptSettings read(SettingsSource source) {
    if (source.text(PROMPTS).isEmpty()) {
      return new PromptSettings(null);
    }
    Path folder = FolderSetting.read(source, PROMPTS, "");
    if (!Files.exists(folder)) {
      source.problem(PROMPTS, folder.toString(), "there is no such folder; see docs/prompts.md");
    }
    return new PromptSettings(folder);
  }
}
