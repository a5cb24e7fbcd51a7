package app.kolan.lab.eval;

import java.util.Locale;

/// Who answers the callers of a story.
public enum AgentKind {
  /// The scripted agent, which understands no words.
  SCRIPTED,
  /// Stubs of a language model, of speech-to-text and of text-to-speech.
  STUB,
  /// The providers of the settings.
  CONFIGURED;

  /// Its name on the command line and in stories.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
