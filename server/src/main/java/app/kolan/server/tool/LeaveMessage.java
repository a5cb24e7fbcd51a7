package app.kolan.server.tool;

import app.kolan.twilio.webhook.CallSid;
import java.util.function.Predicate;

/// Gives up a talk with a machine that has answered a call of ours, and leaves the message on it.
final class LeaveMessage implements Tool {
  static final String NAME = "leave_message";

  private static final ToolSpec SPEC =
      new ToolSpec(
          NAME,
          "A recording, a mailbox, a menu or music has answered your call, and no person. Use it at"
              + " once, and say nothing before and after it: the message of the business is left"
              + " after the tone, and the call ends.",
          Parameters.NONE.schema());

  private final Predicate<CallSid> foundMachine;

  /// @param foundMachine notes that a machine has answered, and tells whether that is known now;
  ///   blocks for the disk
  LeaveMessage(Predicate<CallSid> foundMachine) {
    this.foundMachine = foundMachine;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public boolean needsPlacedTalk() {
    return true;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    if (use.call().placed() == null || !foundMachine.test(use.call().sid())) {
      return ToolResult.refused(
          "There is no message to leave in this call. Go on, or end the call.");
    }
    return ToolResult.done("The message is left after the tone.")
        .and(new CallAction.LeaveMessage());
  }
}
