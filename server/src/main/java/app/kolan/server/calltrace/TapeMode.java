package app.kolan.server.calltrace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whether the wire traffic of calls is recorded.
public enum TapeMode {
  /// Nothing is recorded.
  OFF,
  /// Numbers, keys and voices are replaced by pseudonyms or left out.
  REDACTED,
  /// Numbers, keys and voices are recorded as they are.
  FULL;

  /// The word that it is set by.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The setting of a word.
  public static Optional<TapeMode> ofWord(String word) {
    return Arrays.stream(values()).filter(taping -> taping.word().equals(word)).findFirst();
  }
}
