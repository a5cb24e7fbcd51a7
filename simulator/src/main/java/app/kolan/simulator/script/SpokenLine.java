package app.kolan.simulator.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An utterance on the line, from its first to its last audible sample.
///
/// @param name the clip or prompt; null for a caller's free words and for a sound of the agent that
///   is no known prompt
/// @param from since the first frame
/// @param to since the first frame
/// @param whole whether a known prompt or the caller's sound was said to its end
public record SpokenLine(
    Party speaker, @Nullable String name, Duration from, Duration to, boolean whole) {
  /// Who speaks.
  public enum Party {
    CALLER,
    AGENT
  }
}
