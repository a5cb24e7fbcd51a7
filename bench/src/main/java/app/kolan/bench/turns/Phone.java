package app.kolan.bench.turns;

import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A caller who asks something and then interrupts each answer, on the simulator's end of a stream.
///
/// Confined to one event loop.
final class Phone {
  private static final int FRAME_MILLIS = 20;

  /// Half a second of silence: our question is over.
  private static final int PAUSE = 25;

  /// So much of an answer is heard before it is interrupted.
  private static final int HEARD_OUT = 60;

  /// Fifteen seconds.
  private static final int TIMEOUT_FRAMES = 750;

  private final WebSocket socket;
  private final StreamEnd end;
  private final Clips clips;
  private final CompletableFuture<Findings> findings = new CompletableFuture<>();
  private final List<Interruption> interruptions = new ArrayList<>();
  private Mulaw clip = Mulaw.EMPTY;
  private int said;
  private final List<Long> sentAt = new ArrayList<>();
  private boolean interrupting;
  private boolean cleared = true;
  private boolean asked;
  private int loud;
  private int quiet;
  private int waited;
  private int rounds;

  /// What the caller says.
  record Clips(Mulaw question, Mulaw interruption) {}

  /// The outcome of a call.
  ///
  /// @param complete whether every answer came
  record Findings(List<Interruption> interruptions, boolean complete) {
    Findings {
      interruptions = List.copyOf(interruptions);
    }
  }

  private Phone(WebSocket socket, StreamEnd end, Clips clips, int rounds) {
    this.socket = socket;
    this.end = end;
    this.clips = clips;
    this.rounds = rounds;
  }

  /// Starts the caller on an open socket, on its event loop.
  ///
  /// @param rounds how many answers are interrupted
  static CompletableFuture<Findings> talk(
      Vertx vertx, WebSocket socket, StreamEnd end, Clips clips, int rounds) {
    var phone = new Phone(socket, end, clips, rounds);
    socket.textMessageHandler(phone::receive);
    end.open().forEach(phone::send);
    long ticks = vertx.setPeriodic(FRAME_MILLIS, _ -> phone.frame());
    socket.closeHandler(_ -> phone.over(false));
    var _ =
        phone.findings.whenComplete(
            (_, _) -> {
              var _ = vertx.cancelTimer(ticks);
              var _ = socket.close();
            });
    return phone.findings;
  }

  private void frame() {
    Mulaw frame = Mulaw.SILENT_FRAME;
    if (said < clip.length()) {
      frame = clip.slice(said, said + Mulaw.FRAME);
      said += Mulaw.FRAME;
      if (!cleared) {
        sentAt.add(System.nanoTime());
      }
    } else {
      decide();
    }
    end.frame(frame).forEach(this::send);
    boolean isLoud = !end.heard().equals(Mulaw.SILENT_FRAME);
    loud += isLoud ? 1 : 0;
    quiet = isLoud ? 0 : quiet + 1;
  }

  /// What to say next, if anything.
  private void decide() {
    if (++waited > TIMEOUT_FRAMES) {
      over(false);
    } else if (!asked && loud > 0 && quiet >= PAUSE) {
      asked = true;
      say(clips.question());
    } else if (asked && loud >= HEARD_OUT) {
      if (interrupting && rounds == 0) {
        send(end.stop());
        over(true);
      } else {
        rounds--;
        interrupting = true;
        cleared = false;
        sentAt.clear();
        say(clips.interruption());
      }
    }
  }

  private void say(Mulaw next) {
    clip = next.slice(0, next.length() / Mulaw.FRAME * Mulaw.FRAME);
    said = 0;
    loud = 0;
    waited = 0;
  }

  private void receive(String text) {
    long now = System.nanoTime();
    try {
      StreamCommand command = StreamCommandCodec.read(text, end.streamSid());
      if (command instanceof StreamCommand.Clear && !cleared && !sentAt.isEmpty()) {
        cleared = true;
        loud = 0;
        interruptions.add(new Interruption(sentAt, now));
      }
      end.accept(command).forEach(this::send);
    } catch (MalformedMessage e) {
      findings.completeExceptionally(e);
    }
  }

  private void send(StreamEvent event) {
    if (!socket.isClosed()) {
      var _ = socket.writeTextMessage(StreamEventCodec.write(event, end.streamSid()));
    }
  }

  private void over(boolean complete) {
    findings.complete(new Findings(interruptions, complete));
  }
}
