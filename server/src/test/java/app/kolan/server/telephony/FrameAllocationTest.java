package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.playout.Line;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.session.LiveCall;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import com.sun.management.ThreadMXBean;
import io.vertx.core.http.WebSocketFrame;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Holds what a frame leaves behind for the garbage collector: its samples, its event, and what is
/// around them. A map, a tree or a text on the way would be seen here.
@Tag("unit")
class FrameAllocationTest {
  private static final int FRAMES = 2000;
  private static final long MOST_BYTES = 1024;

  private final LiveCall call = new LiveCall(new NobodysLine(), InputAudioConfig.USUAL);
  private final MessageAssembler messages =
      new MessageAssembler(
          64 * 1024,
          new MessageAssembler.Taker() {
            @Override
            public void text(byte[] utf8, int length) {
              try {
                call.hear(StreamEventCodec.read(utf8, 0, length));
              } catch (MalformedMessage e) {
                throw new AssertionError(e);
              }
            }

            @Override
            public void binary() {
              throw new AssertionError("no message is binary");
            }

            @Override
            public void tooLarge(int bytes) {
              throw new AssertionError("no message is large");
            }
          });

  @Test
  void a_frame_of_silence_leaves_little_behind() {
    assertThat(bytesOfEach(Mulaw.SILENT_FRAME)).isBetween(160L, MOST_BYTES);
  }

  @Test
  void a_frame_of_speech_leaves_little_behind() {
    assertThat(bytesOfEach(tone())).isBetween(160L, MOST_BYTES);
  }

  private long bytesOfEach(Mulaw frame) {
    WebSocketFrame[] wire =
        IntStream.rangeClosed(1, 2 * FRAMES)
            .mapToObj(number -> message(number, frame))
            .toArray(WebSocketFrame[]::new);
    for (int i = 0; i < FRAMES; i++) {
      messages.take(wire[i]);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = FRAMES; i < 2 * FRAMES; i++) {
      messages.take(wire[i]);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;
  }

  private static WebSocketFrame message(int number, Mulaw frame) {
    var media =
        new StreamEvent.Media(
            number + 1L, StreamEvent.Track.INBOUND, number, 20L * (number - 1), frame);
    return WebSocketFrame.textFrame(
        StreamEventCodec.write(media, "MZ00000000000000000000000000000001"), true);
  }

  private static Mulaw tone() {
    var codes = new byte[Mulaw.FRAME];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (i % 16 < 8 ? 0x10 : 0x90);
    }
    return Mulaw.of(codes);
  }

  private static final class NobodysLine implements Line {
    @Override
    public void send(StreamCommand command) {}

    @Override
    public boolean isCongested() {
      return false;
    }

    @Override
    public void close(Closing closing) {}

    @Override
    public void run(Runnable task) {
      task.run();
    }
  }
}
