package app.kolan.server.business;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a business answers its calls.
public enum AnswerMode {
  /// Talks with the caller.
  CONVERSE,
  /// A human talks; Kolan listens and keeps what it heard.
  LISTEN,
  /// The caller leaves a message; no media stream is opened.
  VOICEMAIL;

  /// The mode of a lower-case word.
  public static Optional<AnswerMode> ofWord(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
