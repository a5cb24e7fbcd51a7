package app.kolan.lab.eval;

import java.util.Locale;

/// Who answers the callers of a story.
public enum AgentKind {
  /// The scripted receptionist, who understands no words.
  SCRIPTED,
  /// A model that is played by a stand-in of its vendor, and so are its ears and its voice.
  STUB,
  /// The providers of the settings.
  CONFIGURED;

  /// Its name on the command line and in stories.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
