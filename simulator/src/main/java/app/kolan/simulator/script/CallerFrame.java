package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;

/// What a caller does in one frame of 20 ms.
///
/// @param audio what he says: one frame
/// @param digits the keys that he presses; usually none
/// @param interrupts whether he begins to speak in this frame while the agent is speaking
/// @param hangsUp whether he hangs up at the end of it
public record CallerFrame(Mulaw audio, String digits, boolean interrupts, boolean hangsUp) {
  @Override
  public String toString() {
    return "CallerFrame[%d digits%s%s]"
        .formatted(digits.length(), interrupts ? ", interrupts" : "", hangsUp ? ", hangs up" : "");
  }
}
