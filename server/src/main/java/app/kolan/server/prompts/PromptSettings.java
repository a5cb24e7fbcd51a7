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
/// @param inProvidersVoice whether the sentences within a conversation are spoken by the
///   text-to-speech provider, which is asked for each of them once
public record PromptSettings(@Nullable Path folder, boolean inProvidersVoice) {
  public static final Setting PROMPTS =
      new Setting(
          "KOLAN_PROMPTS",
          "prompts",
          "folder with sound files of your own that replace the shipped ones",
          "the shipped ones");

  public static final Setting PROMPTS_VOICE =
      new Setting(
          "KOLAN_PROMPTS_VOICE",
          "prompts-voice",
          "who speaks the prompts within a talk, such as fillers: `recorded`, the sound files; or"
              + " `provider`, the text-to-speech provider, which is asked once for each",
          "`recorded`");

  public static final SettingsGroup<PromptSettings> GROUP =
      SettingsGroup.of(PromptSettings::read, PROMPTS, PROMPTS_VOICE);

  private static PromptSettings read(SettingsSource source) {
    boolean inProvidersVoice = inProvidersVoice(source);
    if (source.text(PROMPTS).isEmpty()) {
      return new PromptSettings(null, inProvidersVoice);
    }
    Path folder = FolderSetting.read(source, PROMPTS, "");
    if (!Files.exists(folder)) {
      source.problem(PROMPTS, folder.toString(), "there is no such folder; see docs/prompts.md");
    }
    return new PromptSettings(folder, inProvidersVoice);
  }

  private static boolean inProvidersVoice(SettingsSource source) {
    String voice = source.text(PROMPTS_VOICE).orElse("recorded");
    if (!voice.equals("recorded") && !voice.equals("provider")) {
      source.problem(PROMPTS_VOICE, voice, "give recorded or provider");
    }
    return voice.equals("provider");
  }
}
