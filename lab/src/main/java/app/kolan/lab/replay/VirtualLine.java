package app.kolan.lab.replay;

import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.session.StreamReceiver;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A line on virtual time: the caller's frames follow each other as fast as they can be processed,
/// and always in the same way. Between two frames the line waits until the call's threads are idle.
///
/// The simulated Twilio plays what the server sends and returns its marks. All methods but [#run]
/// are called by the one thread that drives the call.
public final class VirtualLine implements Line {
  private static final int LONGEST_GAP_MILLIS = 2000;

  private final app.kolan.simulator.stream.StreamEnd carrier;
  private final int echoDelay;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Deque<Echo> echoes = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();
  private @Nullable StreamReceiver end;
  private @Nullable Closing closed;
  private int frames;
  private int unplayed;
  private long playedMillis;

  /// A command that went out, and after how many frames.
  public record Sent(int frames, StreamCommand command) {}

  /// A mark on its way back.
  private record Echo(int due, StreamEvent mark) {}

  public VirtualLine(app.kolan.simulator.stream.StreamEnd carrier) {
    this(carrier, 0);
  }

  /// @param echoDelay the number of frames until a reached mark is returned
  public VirtualLine(app.kolan.simulator.stream.StreamEnd carrier, int echoDelay) {
    this.carrier = carrier;
    this.echoDelay = echoDelay;
  }

  /// The stream begins.
  ///
  /// @param called our end of it
  public void open(StreamReceiver called) {
    end = called;
    carrier.open().forEach(called::hear);
    settle(called);
  }

  /// The caller presses keys and says something, for 20 ms.
  public void frame(String keys, Mulaw said) {
    keys.chars().forEach(key -> play(carrier.press((char) key)));
    returnEchoes();
    for (StreamEvent event : carrier.frame(said)) {
      if (event instanceof StreamEvent.MarkReached mark) {
        echo(mark);
      } else {
        frames++;
        end().hear(event);
      }
    }
    settle(end());
  }

  /// The carrier sends this recorded message. Its audio, or the gap before it, is the time that
  /// passes.
  public void play(StreamEvent.Media media) {
    if (media.track() == StreamEvent.Track.INBOUND) {
      returnEchoes();
      passTime(media);
      frames++;
    }
    end().hear(media);
    settle(end());
  }

  /// The carrier sends another event.
  public void play(StreamEvent event) {
    end().hear(event);
    settle(end());
  }

  /// The caller hangs up, or the call is redirected.
  public void stop() {
    end().hear(carrier.stop());
    lose(LineEnded.How.LOST);
  }

  /// The line is lost.
  public void lose(LineEnded.How how) {
    end().end(how);
    settle(end());
  }

  /// What the caller heard in the last frame.
  public Mulaw heard() {
    return carrier.heard();
  }

  public List<Sent> sent() {
    return sent;
  }

  /// How many of the caller's frames have come in.
  public int frames() {
    return frames;
  }

  /// Why the server closed the line; null while it has not.
  public @Nullable Closing closed() {
    return closed;
  }

  @Override
  public void send(StreamCommand command) {
    sent.add(new Sent(frames, command));
    for (StreamEvent mark : carrier.accept(command)) {
      if (echoDelay == 0) {
        run(() -> end().hear(mark));
      } else {
        echoes.add(new Echo(frames + echoDelay, mark));
      }
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
      end().end(LineEnded.How.CLOSED_BY_US);
    }
  }

  @Override
  public void run(Runnable task) {
    tasks.add(task);
  }

  private void passTime(StreamEvent.Media media) {
    int length = media.audio().length();
    long gap = media.timestamp() == 0 ? 0 : media.timestamp() - playedMillis;
    if (gap > 2 * Mulaw.FRAME_LENGTH.toMillis()) {
      unplayed += (int) Math.min(gap, LONGEST_GAP_MILLIS) * (Mulaw.RATE / 1000);
      playedMillis = media.timestamp();
    }
    unplayed += length;
    playedMillis += length / (Mulaw.RATE / 1000);
    for (; unplayed >= Mulaw.FRAME; unplayed -= Mulaw.FRAME) {
      for (StreamEvent event : carrier.frame(Mulaw.SILENT_FRAME)) {
        if (event instanceof StreamEvent.MarkReached mark) {
          echo(mark);
        }
      }
    }
  }

  private void echo(StreamEvent mark) {
    if (echoDelay == 0) {
      end().hear(mark);
    } else {
      echoes.add(new Echo(frames + echoDelay, mark));
    }
  }

  private void returnEchoes() {
    while (!echoes.isEmpty() && echoes.getFirst().due() <= frames) {
      end().hear(echoes.removeFirst().mark());
    }
  }

  private void settle(StreamReceiver called) {
    do {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      called.awaitQuiet();
    } while (!tasks.isEmpty());
  }

  private StreamReceiver end() {
    StreamReceiver called = end;
    if (called == null) {
      throw new IllegalStateException("the line is not open yet");
    }
    return called;
  }
}
