package app.kolan.server.aftercall;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;

/// What is done after calls.
///
/// @param translates whether words in another language than the business's are translated
public record AfterCallSettings(boolean translates) {
  public static final AfterCallSettings USUAL = new AfterCallSettings(true);

  public static final Setting TRANSLATE =
      new Setting(
          "KOLAN_TRANSLATE_CALLS",
          "translate-calls",
          "`false` to leave what callers said in another language untranslated; otherwise the"
              + " business's language model translates it after the call",
          "`true`");

  public static final SettingsGroup<AfterCallSettings> GROUP =
      SettingsGroup.of(AfterCallSettings::read, TRANSLATE);

  private static AfterCallSettings read(SettingsSource source) {
    return new AfterCallSettings(source.flag(TRANSLATE, true));
  }
}
