package app.kolan.lab.replay;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibrary;
import org.jspecify.annotations.Nullable;

/// What a tape is played against: this program, with these prompts and settings.
///
/// @param business null for that of the tape
/// @param inputAudio null for that of the tape
public record BuildUnderTest(
    PromptLibrary prompts, @Nullable Business business, @Nullable InputAudioConfig inputAudio) {
  private static final String NAME = "replay";

  /// This program as it is, with the tape's settings.
  public static BuildUnderTest with(PromptLibrary prompts) {
    return new BuildUnderTest(prompts, null, null);
  }

  Business businessOf(Tape tape) {
    if (business != null) {
      return business;
    }
    TapeHeader header = tape.header();
    return new Business(
        header.business(),
        NAME,
        header.human(),
        header.mode(),
        BusinessProfile.NONE,
        TwimlSummary.greeting(tape).orElse(null),
        BusinessLocale.ISRAEL);
  }

  InputAudioConfig inputAudioOf(TapeHeader tape) {
    return inputAudio != null ? inputAudio : tape.inputAudio().inputAudio();
  }
}
