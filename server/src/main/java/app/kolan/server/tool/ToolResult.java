package app.kolan.server.tool;

import app.kolan.server.store.ToolOutcome;

/// The result of a tool call.
///
/// @param text what the model receives: JSON, or plain text
/// @param next what the conversation does once the model's answer to it was heard
public record ToolResult(String text, ToolOutcome outcome, CallAction next) {
  private static final CallAction GO_ON = new CallAction.GoOn();

  /// It was done, and the conversation goes on.
  public static ToolResult done(String text) {
    return new ToolResult(text, ToolOutcome.DONE, GO_ON);
  }

  /// It was tried and could not be done.
  public static ToolResult failed(String text) {
    return new ToolResult(text, ToolOutcome.FAILED, GO_ON);
  }

  /// It was not tried, since something about it is wrong.
  public static ToolResult refused(String text) {
    return new ToolResult(text, ToolOutcome.REFUSED, GO_ON);
  }

  static ToolResult blocked(String text) {
    return new ToolResult(text, ToolOutcome.BLOCKED, GO_ON);
  }

  static ToolResult timedOut(String text) {
    return new ToolResult(text, ToolOutcome.TIMED_OUT, GO_ON);
  }

  /// The same result, after which the conversation does this.
  public ToolResult and(CallAction instruction) {
    return new ToolResult(text, outcome, instruction);
  }

  /// The same result with no more than so many letters.
  ToolResult within(int mostLetters) {
    return new ToolResult(OutsideData.cut(text, mostLetters), outcome, next);
  }

  /// Without the text, which may hold what a caller said.
  @Override
  public String toString() {
    return "ToolResult[%s, %s]".formatted(outcome, next);
  }
}
