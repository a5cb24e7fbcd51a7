package app.kolan.bench.turns;

import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// A caller who asks one thing after the other, hears each answer out, and notes how long he waited
/// for it: from the last of his speech to the first of the answer that he hears.
///
/// Confined to one event loop.
final class GapPhone {
  private static final int FRAME_MILLIS = 20;

  /// A second of silence: the answer is over.
  private static final int PAUSE = 50;

  /// Samples of silence are below this.
  private static final int QUIET = 600;

  /// Fifteen seconds.
  private static final int TIMEOUT_FRAMES = 750;

  private final WebSocket socket;
  private final StreamEnd end;
  private final List<Mulaw> questions;
  private final CompletableFuture<List<Long>> gaps = new CompletableFuture<>();
  private final List<Long> found = new ArrayList<>();
  private Mulaw clip = Mulaw.EMPTY;
  private int said;
  private int asked;
  private long spokeUntil = System.nanoTime();
  private boolean waits;
  private boolean heard;
  private int quiet;
  private int waited;

  private GapPhone(WebSocket socket, StreamEnd end, List<Mulaw> questions) {
    this.socket = socket;
    this.end = end;
    this.questions = questions;
  }

  /// Starts the caller on an open socket, on its event loop.
  ///
  /// @return how long he waited for each answer, in nanoseconds
  static CompletableFuture<List<Long>> talk(
      Vertx vertx, WebSocket socket, StreamEnd end, List<Mulaw> questions) {
    var phone = new GapPhone(socket, end, questions);
    socket.textMessageHandler(phone::receive);
    end.open().forEach(phone::send);
    long ticks = vertx.setPeriodic(FRAME_MILLIS, _ -> phone.frame());
    socket.closeHandler(_ -> phone.gaps.complete(phone.found));
    var _ =
        phone.gaps.whenComplete(
            (_, _) -> {
              var _ = vertx.cancelTimer(ticks);
              var _ = socket.close();
            });
    return phone.gaps;
  }

  private void frame() {
    Mulaw frame = Mulaw.SILENT_FRAME;
    if (said < clip.length()) {
      frame = clip.slice(said, said + Mulaw.FRAME);
      said += Mulaw.FRAME;
      spokeUntil = System.nanoTime();
    } else {
      next();
    }
    end.frame(frame).forEach(this::send);
    boolean sound = !end.heard().equals(Mulaw.SILENT_FRAME);
    quiet = sound ? 0 : quiet + 1;
    if (sound && waits && said >= clip.length()) {
      waits = false;
      found.add(System.nanoTime() - spokeUntil);
    }
    heard |= sound;
  }

  private void next() {
    if (++waited > TIMEOUT_FRAMES) {
      gaps.complete(found);
    } else if (heard && !waits && quiet >= PAUSE) {
      if (asked == questions.size()) {
        send(end.stop());
        gaps.complete(found);
      } else {
        say(questions.get(asked++));
      }
    }
  }

  /// Without the silence at its end.
  private void say(Mulaw question) {
    int until = question.length() / Mulaw.FRAME * Mulaw.FRAME;
    while (until > Mulaw.FRAME && isQuiet(question.slice(until - Mulaw.FRAME, until))) {
      until -= Mulaw.FRAME;
    }
    clip = question.slice(0, until);
    said = 0;
    waits = true;
    heard = false;
    quiet = 0;
    waited = 0;
  }

  private static boolean isQuiet(Mulaw frame) {
    return IntStream.range(0, frame.length()).allMatch(i -> Math.abs(frame.sampleAt(i)) < QUIET);
  }

  private void receive(String text) {
    try {
      end.accept(StreamCommandCodec.read(text, end.streamSid())).forEach(this::send);
    } catch (MalformedMessage e) {
      gaps.completeExceptionally(e);
    }
  }

  private void send(StreamEvent event) {
    if (!socket.isClosed()) {
      var _ = socket.writeTextMessage(StreamEventCodec.write(event, end.streamSid()));
    }
  }
}
