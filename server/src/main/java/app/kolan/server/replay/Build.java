package app.kolan.server.replay;

import app.kolan.server.business.Business;
import app.kolan.server.call.Hearing;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tape.TapeHeader;
import org.jspecify.annotations.Nullable;

/// What a tape is played against: this program, with these prompts and settings.
///
/// @param business null for the one that the tape was recorded with
/// @param hearing null for the one that the tape was recorded with
public record Build(PromptLibrary prompts, @Nullable Business business, @Nullable Hearing hearing) {
  private static final String NAME = "replay";

  /// This program as it is, with the tape's settings.
  public static Build with(PromptLibrary prompts) {
    return new Build(prompts, null, null);
  }

  Business businessOf(TapeHeader tape) {
    return business != null
        ? business
        : new Business(tape.business(), NAME, tape.human(), tape.mode());
  }

  Hearing hearingOf(TapeHeader tape) {
    return hearing != null ? hearing : tape.hearing().hearing();
  }
}
