package app.kolan.server.line;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.server.call.Line;
import app.kolan.server.call.LineEnded;
import app.kolan.server.call.LiveCall;
import app.kolan.simulator.script.CallerPart;
import app.kolan.simulator.script.Moment;
import app.kolan.simulator.stream.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A line on virtual time: the caller's frames follow each other as fast as the story can be told,
/// and always in the same way. Between two frames the story is left to come to rest.
final class VirtualLine implements Line {
  private static final int LONGEST_CALL = 50 * 300;

  private final StreamEnd carrier;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Sent> sent = new ArrayList<>();
  private @Nullable LiveCall call;
  private @Nullable Closing closed;
  private int frame;

  /// A command that went out, and the frame after which it did.
  record Sent(int frame, StreamCommand command) {}

  VirtualLine(StreamEnd carrier) {
    this.carrier = carrier;
  }

  /// Plays a caller to the end of the call, or up to a frame in which the caller hangs up.
  void play(LiveCall live, CallerPart caller, int hangsUpAt) {
    call = live;
    carrier.open().forEach(live::hear);
    settle(live);
    Mulaw heard = Mulaw.SILENT_FRAME;
    for (frame = 0; frame < LONGEST_CALL && closed == null; frame++) {
      Moment moment = caller.next(heard);
      if (moment.hangsUp() || frame == hangsUpAt) {
        live.hear(carrier.stop());
        live.end(LineEnded.How.LOST);
      } else {
        moment.digits().chars().forEach(digit -> live.hear(carrier.press((char) digit)));
        carrier.frame(moment.audio()).forEach(live::hear);
      }
      heard = carrier.heard();
      settle(live);
    }
    caller.lineEnded();
  }

  private void settle(LiveCall live) {
    do {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      live.awaitQuiet();
    } while (!tasks.isEmpty());
  }

  List<Sent> sent() {
    return sent;
  }

  int frames() {
    return frame;
  }

  @Nullable Closing closed() {
    return closed;
  }

  @Override
  public void send(StreamCommand command) {
    sent.add(new Sent(frame, command));
    List<StreamEvent> atOnce = carrier.accept(command);
    LiveCall live = call;
    if (live != null) {
      atOnce.forEach(event -> run(() -> live.hear(event)));
    }
  }

  @Override
  public boolean isCongested() {
    return false;
  }

  @Override
  public void close(Closing closing) {
    if (closed == null) {
      closed = closing;
    }
  }

  @Override
  public void run(Runnable task) {
    tasks.add(task);
  }
}
