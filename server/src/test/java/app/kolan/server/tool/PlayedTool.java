package app.kolan.server.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A tool that does what a test says, and counts.
final class PlayedTool implements Tool {
  interface Part {
    ToolResult play(CheckedToolCall use) throws InterruptedException;
  }

  final List<CheckedToolCall> uses = Collections.synchronizedList(new ArrayList<>());
  private final SideEffect effect;
  private final Duration limit;
  private final Part part;

  PlayedTool(SideEffect effect, Part part) {
    this(effect, USUAL_LIMIT, part);
  }

  PlayedTool(SideEffect effect, Duration limit, Part part) {
    this.effect = effect;
    this.limit = limit;
    this.part = part;
  }

  @Override
  public ToolSpec spec() {
    var day = Parameter.text("day", "the day", 10).needed();
    return new ToolSpec("book", "Books a day.", Parameters.of(day).schema());
  }

  @Override
  public SideEffect effect() {
    return effect;
  }

  @Override
  public Duration timeLimit() {
    return limit;
  }

  @Override
  public ToolResult use(CheckedToolCall use) throws InterruptedException {
    uses.add(use);
    return part.play(use);
  }
}
