package app.kolan.server.session;

import app.kolan.server.media.playout.Line;
import app.kolan.twilio.stream.StreamCommand;
import org.jspecify.annotations.Nullable;

/// A line of which somebody may hear what is sent.
final class ListenedLine implements Line {
  private final Line line;
  private @Nullable AudioListener listener;

  ListenedLine(Line line) {
    this.line = line;
  }

  /// On the line's thread.
  void heardBy(@Nullable AudioListener by) {
    listener = by;
  }

  @Nullable AudioListener listener() {
    return listener;
  }

  @Override
  public void send(StreamCommand command) {
    line.send(command);
    AudioListener by = listener;
    if (by != null) {
      switch (command) {
        case StreamCommand.Media(var audio) -> by.agent(audio);
        case StreamCommand.Clear() -> by.cleared();
        case StreamCommand.Mark _ -> {}
      }
    }
  }

  @Override
  public boolean isCongested() {
    return line.isCongested();
  }

  @Override
  public void close(Closing closing) {
    line.close(closing);
  }

  @Override
  public void run(Runnable task) {
    line.run(task);
  }
}
