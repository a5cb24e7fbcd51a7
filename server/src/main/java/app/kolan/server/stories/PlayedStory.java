package app.kolan.server.stories;

import app.kolan.server.business.CallerStory;
import java.util.List;

/// A story with what came of it.
///
/// @param talk what both said; a story that broke off has what was said until then
/// @param misses what was not as expected; none for a story that passed
public record PlayedStory(CallerStory story, List<Line> talk, List<Miss> misses) {
  /// What somebody said.
  public record Line(boolean caller, String words) {}

  /// What was not as expected.
  public enum Miss {
    /// The words that were expected are in no answer.
    WORDS,
    /// Words are in an answer that should be in none.
    FORBIDDEN_WORDS,
    /// The caller left nothing.
    LEAD,
    /// The caller was not connected to anybody.
    TRANSFER,
    /// The receptionist did not end the call.
    GOODBYE,
    /// The call was over before the caller had said everything.
    ENDED_EARLY,
    /// No language model could answer.
    PROVIDER,
    /// It was not over in time.
    TOO_LONG
  }

  public PlayedStory {
    talk = List.copyOf(talk);
    misses = List.copyOf(misses);
  }

  public boolean passed() {
    return misses.isEmpty();
  }
}
