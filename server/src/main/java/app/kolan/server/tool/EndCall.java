package app.kolan.server.tool;

/// Asks the conversation to hang up.
final class EndCall implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "end_call",
          "Ends the call. Use it when the caller has said goodbye, or has nothing more to say. Say"
              + " goodbye in one sentence; the call ends when they have heard it.",
          Parameters.NONE.schema());

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.READS;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    return ToolResult.done("The call ends when you have said goodbye. Say one sentence.")
        .and(new CallAction.HangUp());
  }
}
