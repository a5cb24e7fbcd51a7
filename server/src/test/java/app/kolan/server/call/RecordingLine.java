package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamCommand;
import java.util.ArrayList;
import java.util.List;

/// A line that remembers what was sent and runs everything at once.
final class RecordingLine implements Line {
  final List<StreamCommand> sent = new ArrayList<>();
  boolean congested;

  List<String> marks() {
    return sent.stream()
        .filter(StreamCommand.Mark.class::isInstance)
        .map(command -> ((StreamCommand.Mark) command).name())
        .toList();
  }

  Mulaw audio() {
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
