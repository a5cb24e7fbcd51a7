package app.kolan.server.tool;

import java.time.Duration;

/// A tool that is there in talks which the server has placed, and in no others.
record OutboundOnlyTool(Tool tool) implements Tool {
  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public SideEffect effect() {
    return tool.effect();
  }

  @Override
  public Duration timeLimit() {
    return tool.timeLimit();
  }

  @Override
  public boolean needsPlacedTalk() {
    return true;
  }

  @Override
  public ToolResult use(CheckedToolCall use) throws InterruptedException {
    return use.call().placed() == null
        ? ToolResult.refused("There is no such tool in this call.")
        : tool.use(use);
  }
}
