package app.kolan.twilio.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class WebSocketFrameTest {
  private static final int KEY = 0x37FA213D;

  /// Source: https://www.rfc-editor.org/rfc/rfc6455#section-5.7
  @Test
  void the_examples_of_the_rfc_are_written_as_there() {
    byte[] hello = "Hello".getBytes(StandardCharsets.US_ASCII);

    assertThat(hex(WebSocketFrame.text("Hello"))).isEqualTo("810548656c6c6f");
    assertThat(hex(WebSocketFrame.text("Hello").masked(KEY))).isEqualTo("818537fa213d7f9f4d5158");
    assertThat(hex(WebSocketFrame.text("Hel").notFinal())).isEqualTo("010348656c");
    assertThat(hex(WebSocketFrame.of(WebSocketFrame.CONTINUATION, Arrays.copyOfRange(hello, 3, 5))))
        .isEqualTo("80026c6f");
    assertThat(hex(WebSocketFrame.of(WebSocketFrame.PING, hello))).isEqualTo("890548656c6c6f");
    assertThat(hex(WebSocketFrame.of(WebSocketFrame.PONG, hello).masked(KEY)))
        .isEqualTo("8a8537fa213d7f9f4d5158");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8200",
    "125, 827d",
    "126, 827e007e",
    "256, 827e0100",
    "65535, 827effff",
    "65536, 827f0000000000010000"
  })
  void a_length_takes_the_fewest_bytes(int length, String head) {
    byte[] bytes = WebSocketFrame.of(WebSocketFrame.BINARY, new byte[length]).bytes();

    assertThat(bytes).hasSize(head.length() / 2 + length);
    assertThat(HexFormat.of().formatHex(bytes)).startsWith(head);
  }

  @Test
  void a_close_carries_its_code() {
    WebSocketFrame close = WebSocketFrame.close(1000);

    assertThat(hex(close)).isEqualTo("880203e8");
    assertThat(close.closeCode()).hasValue(1000);
    assertThat(close.isControl()).isTrue();
  }

  @Test
  void a_close_may_carry_no_code() {
    assertThat(WebSocketFrame.of(WebSocketFrame.CLOSE, new byte[0]).closeCode())
        .isEqualTo(OptionalInt.empty());
    assertThat(WebSocketFrame.of(WebSocketFrame.CLOSE, new byte[1]).closeCode())
        .isEqualTo(OptionalInt.empty());
    assertThat(WebSocketFrame.text("ab").closeCode()).isEqualTo(OptionalInt.empty());
  }

  @Test
  void a_payload_that_is_changed_later_changes_no_frame() {
    byte[] payload = {1, 2, 3};
    WebSocketFrame frame = WebSocketFrame.of(WebSocketFrame.BINARY, payload);

    payload[0] = 9;
    frame.payload()[1] = 9;

    assertThat(frame.payload()).containsExactly(1, 2, 3);
  }

  @Test
  void a_frame_is_printed_without_its_payload() {
    assertThat(WebSocketFrame.text("secret").masked(KEY).toString())
        .contains("opcode=1", "masked=true", "length=6")
        .doesNotContain("secret");
  }

  @Test
  void an_opcode_has_four_bits() {
    assertThatThrownBy(() -> WebSocketFrame.of(16, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String hex(WebSocketFrame frame) {
    return HexFormat.of().formatHex(frame.bytes());
  }
}
