package app.kolan.server.business;

import java.util.List;
import java.util.Locale;

/// A caller as the business expects him: what he says, and what has to come of it. It is played
/// against a draft of the settings before that is published.
///
/// @param says his sentences in their order; at least one
/// @param answer words that the answers have together, as [ExpectedWords] reads them; empty for any
/// @param never words that no answer has; empty for none
/// @param outcome what has to come of it
public record CallerStory(List<String> says, String answer, String never, Outcome outcome) {
  /// What comes of a call.
  public enum Outcome {
    /// Anything.
    ANY,
    /// The caller has left who he is or what it is about.
    LEAD,
    /// The caller is connected to somebody.
    TRANSFER,
    /// The receptionist ends the call.
    GOODBYE;

    /// The word in settings.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CallerStory {
    says = List.copyOf(says);
  }
}
