package app.kolan.server.media.playout;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import java.util.ArrayList;
import java.util.List;

/// A line that records what was sent and runs every task at once.
public final class RecordingLine implements Line {
  public final List<StreamCommand> sent = new ArrayList<>();
  public boolean congested;

  public List<String> marks() {
    return sent.stream()
        .filter(StreamCommand.Mark.class::isInstance)
        .map(command -> ((StreamCommand.Mark) command).name())
        .toList();
  }

  public Mulaw audio() {
    return Mulaw.join(
        sent.stream()
            .filter(StreamCommand.Media.class::isInstance)
            .map(command -> ((StreamCommand.Media) command).audio())
            .toList());
  }

  @Override
  public void send(StreamCommand command) {
    sent.add(command);
  }

  @Override
  public boolean isCongested() {
    return congested;
  }

  @Override
  public void close(Closing closing) {}

  @Override
  public void run(Runnable task) {
    task.run();
  }
}
