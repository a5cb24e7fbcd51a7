package app.kolan.twilio.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.seed.SeededTest;
import app.kolan.twilio.websocket.MalformedFrame.Reason;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class WebSocketDecoderTest {
  private static final int LONGEST = 1 << 17;

  /// Source: https://www.rfc-editor.org/rfc/rfc6455#section-5.7
  @Test
  void the_examples_of_the_rfc_are_read() throws Exception {
    WebSocketFrame text = read(WebSocketDecoder.ofServer(5), "810548656c6c6f");
    assertThat(text.text()).isEqualTo("Hello");
    assertThat(text.isFinal()).isTrue();
    assertThat(text.isMasked()).isFalse();

    WebSocketFrame masked = read(WebSocketDecoder.ofClient(5), "818537fa213d7f9f4d5158");
    assertThat(masked.text()).isEqualTo("Hello");
    assertThat(masked.isMasked()).isTrue();

    WebSocketFrame pong = read(WebSocketDecoder.ofClient(5), "8a8537fa213d7f9f4d5158");
    assertThat(pong.opcode()).isEqualTo(WebSocketFrame.PONG);
    assertThat(pong.text()).isEqualTo("Hello");
  }

  @Test
  void the_fragments_of_a_message_are_frames_of_their_own() throws Exception {
    WebSocketDecoder decoder = WebSocketDecoder.ofServer(5);
    ByteBuffer in = bytes("010348656c80026c6f");

    WebSocketFrame first = decoder.decode(in).orElseThrow();
    WebSocketFrame second = decoder.decode(in).orElseThrow();

    assertThat(first.isFinal()).isFalse();
    assertThat(first.opcode()).isEqualTo(WebSocketFrame.TEXT);
    assertThat(second.isFinal()).isTrue();
    assertThat(second.opcode()).isEqualTo(WebSocketFrame.CONTINUATION);
    assertThat(first.text() + second.text()).isEqualTo("Hello");
    assertThat(in.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, LONGEST})
  void a_frame_of_any_length_is_read_as_it_was_written(int length) throws Exception {
    var payload = new byte[length];
    new Random(length).nextBytes(payload);
    WebSocketFrame frame = WebSocketFrame.of(WebSocketFrame.BINARY, payload);

    assertThat(WebSocketDecoder.ofServer(LONGEST).decode(ByteBuffer.wrap(frame.bytes())))
        .contains(frame);
    WebSocketFrame masked = frame.masked(0x80FF0102);
    assertThat(WebSocketDecoder.ofClient(LONGEST).decode(ByteBuffer.wrap(masked.bytes())))
        .contains(masked);
  }

  @Test
  void a_frame_arrives_byte_by_byte() throws Exception {
    WebSocketDecoder decoder = WebSocketDecoder.ofClient(300);
    WebSocketFrame frame = WebSocketFrame.text("a".repeat(300)).masked(7);
    byte[] bytes = frame.bytes();

    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(decoder.missing()).isBetween(1, bytes.length - i);
      assertThat(decoder.decode(ByteBuffer.wrap(bytes, i, 1))).isEmpty();
    }
    assertThat(decoder.missing()).isEqualTo(1);
    assertThat(decoder.decode(ByteBuffer.wrap(bytes, bytes.length - 1, 1))).contains(frame);
  }

  @Test
  void a_frame_is_read_from_a_source_without_a_byte_of_the_next() throws Exception {
    WebSocketFrame first = WebSocketFrame.text("b".repeat(70_000));
    var in = new ByteArrayInputStream(Arrays.copyOf(first.bytes(), first.bytes().length + 1));
    WebSocketDecoder decoder = WebSocketDecoder.ofServer(LONGEST);

    assertThat(decoder.read(in::readNBytes)).contains(first);
    assertThat(in.available()).isEqualTo(1);
    assertThat(decoder.read(in::readNBytes)).as("the source has ended").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "c100, RESERVED_BITS",
    "b100, RESERVED_BITS",
    "8180, MASKED",
    "8300, UNKNOWN_OPCODE",
    "8700, UNKNOWN_OPCODE",
    "8b00, UNKNOWN_OPCODE",
    "0900, BAD_CONTROL_FRAME",
    "897e, BAD_CONTROL_FRAME",
    "887f, BAD_CONTROL_FRAME",
    "816501, TOO_LONG",
    "817e0065, TOO_LONG",
    "817f0000000100000000, TOO_LONG",
    "817fffffffffffffffff, TOO_LONG"
  })
  void a_violation_of_a_server_is_found_in_the_head(String head, Reason reason) {
    WebSocketDecoder decoder = WebSocketDecoder.ofServer(100);
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> decoder.decode(bytes(head)))
        .returns(reason, MalformedFrame::reason);
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> decoder.decode(bytes("8100")))
        .returns(reason, MalformedFrame::reason);
  }

  @Test
  void a_client_masks_its_frames() {
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> WebSocketDecoder.ofClient(5).decode(bytes("810548656c6c6f")))
        .returns(Reason.NOT_MASKED, MalformedFrame::reason);
  }

  @Test
  void a_lenient_decoder_reads_what_violates_the_protocol() throws Exception {
    WebSocketFrame reserved = read(WebSocketDecoder.lenient(5), "d30161");
    assertThat(reserved.reserved()).isEqualTo(5);
    assertThat(reserved.opcode()).isEqualTo(3);

    WebSocketFrame half = read(WebSocketDecoder.lenient(5), "090161");
    assertThat(half.isControl()).isTrue();
    assertThat(half.isFinal()).isFalse();

    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> WebSocketDecoder.lenient(5).decode(bytes("8106")))
        .returns(Reason.TOO_LONG, MalformedFrame::reason);
  }

  @Test
  void a_length_of_more_bytes_than_needed_is_read() throws Exception {
    assertThat(read(WebSocketDecoder.ofServer(5), "817e000161").text()).isEqualTo("a");
    assertThat(read(WebSocketDecoder.ofServer(5), "817f000000000000000161").text()).isEqualTo("a");
  }

  @SeededTest(300)
  void any_bytes_in_any_pieces_are_frames_or_malformed(long seed) {
    var random = new Random(seed);
    var bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);

    assertThat(readAll(new Random(seed), bytes))
        .isEqualTo(readAll(new Random(-seed), bytes))
        .allSatisfy(length -> assertThat(length).isBetween(0, 200));
  }

  /// The lengths of the frames, up to the first that is malformed or not whole.
  private static List<Integer> readAll(Random random, byte[] bytes) {
    WebSocketDecoder decoder = WebSocketDecoder.lenient(200);
    var lengths = new ArrayList<Integer>();
    try {
      for (int at = 0; at < bytes.length; ) {
        int size = Math.min(bytes.length - at, 1 + random.nextInt(50));
        ByteBuffer in = ByteBuffer.wrap(bytes, at, size);
        while (in.hasRemaining()) {
          decoder.decode(in).ifPresent(frame -> lengths.add(frame.payload().length));
        }
        at += size;
      }
    } catch (MalformedFrame e) {
      assertThat(e.reason()).isEqualTo(Reason.TOO_LONG);
    }
    return lengths;
  }

  private static WebSocketFrame read(WebSocketDecoder decoder, String hex) throws MalformedFrame {
    return decoder.decode(bytes(hex)).orElseThrow();
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
