package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.bench.load.ServerFrames.BadFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ServerFramesTest {
  private final ServerFrames frames = new ServerFrames();
  private final byte[] scratch = new byte[16];
  private final List<String> taken = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 100_000})
  void frames_come_out_whole_however_they_arrive(int piece) throws BadFrame {
    String little = "x".repeat(125);
    String some = "y".repeat(300);
    String much = "z".repeat(70_000);
    byte[] all = joined(frame(1, little), frame(10, ""), frame(1, some), frame(8, much));

    for (int at = 0; at < all.length; at += piece) {
      take(all, at, Math.min(all.length, at + piece));
    }

    assertThat(taken).containsExactly("1 " + little, "10 ", "1 " + some, "8 " + much);
  }

  @Test
  void a_masked_frame_is_refused() {
    byte[] masked = {(byte) 0x81, (byte) 0x80, 1, 2, 3, 4};

    assertThatThrownBy(() -> take(masked, 0, masked.length)).isInstanceOf(BadFrame.class);
  }

  @Test
  void a_frame_of_an_absurd_length_is_refused() {
    byte[] endless = {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1};

    assertThatThrownBy(() -> take(endless, 0, endless.length)).isInstanceOf(BadFrame.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_bytes_give_frames_or_are_refused(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var bytes = new byte[random.nextInt(1, 40)];
      random.nextBytes(bytes);
      try {
        take(bytes, 0, bytes.length);
      } catch (BadFrame e) {
        assertThat(e).hasMessageContaining("frame");
      }
    }
  }

  private void take(byte[] bytes, int from, int to) throws BadFrame {
    frames.take(
        ByteBuffer.wrap(bytes, from, to - from),
        scratch,
        (opcode, all, start, end) ->
            taken.add(
                opcode + " " + new String(all, start, end - start, StandardCharsets.US_ASCII)));
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] frame(int opcode, String text) {
    var frame = new ByteArrayOutputStream();
    frame.write(0x80 | opcode);
    if (text.length() < 126) {
      frame.write(text.length());
    } else if (text.length() < 65_536) {
      frame.write(126);
      frame.write(text.length() >> 8);
      frame.write(text.length());
    } else {
      frame.write(127);
      frame.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(text.length()).array());
    }
    frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return frame.toByteArray();
  }
}
