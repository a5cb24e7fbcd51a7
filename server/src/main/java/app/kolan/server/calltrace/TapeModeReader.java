package app.kolan.server.calltrace;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.util.Optional;

/// Reads whether the wire traffic of calls is recorded.
public final class TapeModeReader {
  public static final Setting TAPE =
      new Setting(
              "KOLAN_TAPE",
              "tape",
              "whether the wire traffic of each call is recorded for `./kolan replay`: `off`, `redacted`"
                  + " or `full` (with numbers, keys and voices)",
              "`off`")
          .ofEachServer();

  public static final SettingsGroup<TapeMode> GROUP = SettingsGroup.of(TapeModeReader::read, TAPE);

  /// What YAML makes of an `off` without quotes.
  private static final String YAML_OFF = "false";

  private TapeModeReader() {}

  private static TapeMode read(SettingsSource source) {
    String word = source.text(TAPE).orElse(TapeMode.OFF.word());
    if (word.equals(YAML_OFF)) {
      return TapeMode.OFF;
    }
    Optional<TapeMode> known = TapeMode.ofWord(word);
    if (known.isEmpty()) {
      source.problem(TAPE, word, "choose off, redacted or full");
    }
    if (known.equals(Optional.of(TapeMode.FULL))) {
      source.warn(
          TAPE.environment()
              + " is full: callers' numbers, keys and voices are recorded in the data folder, in"
              + " tapes/");
    }
    return known.orElse(TapeMode.OFF);
  }
}
