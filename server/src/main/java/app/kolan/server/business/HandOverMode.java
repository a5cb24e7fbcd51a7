package app.kolan.server.business;

import java.util.Locale;

/// How a caller is handed over to a human.
public enum HandOverMode {
  /// The human's phone rings, and who answers it has the caller.
  COLD,
  /// Who answers is told who is there and what for, and takes the call by a key; else the next one
  /// is rung, and at last the agent goes on.
  WARM;

  /// Its word in settings.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
