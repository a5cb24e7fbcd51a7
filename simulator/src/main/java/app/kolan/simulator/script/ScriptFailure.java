package app.kolan.simulator.script;

import java.time.Duration;

/// A line of a script that was not fulfilled.
///
/// @param line the line's place in the text, from 1
/// @param text the line as it was written
/// @param at when it failed, from the first frame
/// @param reason what happened instead
public record ScriptFailure(int line, String text, Duration at, String reason) {
  @Override
  public String toString() {
    return "line %d (%s): %s, at %.2f s".formatted(line, text, reason, at.toMillis() / 1000.0);
  }
}
