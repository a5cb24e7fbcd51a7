package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MessageAssemblerTest {
  private static final int LARGEST = 2000;

  private final List<String> taken = new ArrayList<>();
  private final MessageAssembler messages =
      new MessageAssembler(
          LARGEST,
          new MessageAssembler.Taker() {
            @Override
            public void text(byte[] utf8, int length) {
              taken.add(new String(utf8, 0, length, StandardCharsets.UTF_8));
            }

            @Override
            public void binary() {
              taken.add("binary");
            }

            @Override
            public void tooLarge(int bytes) {
              taken.add(bytes + " bytes");
            }
          });

  @Test
  void a_frame_is_a_message() {
    messages.take(WebSocketFrame.textFrame("one", true));
    messages.take(WebSocketFrame.textFrame("שתיים", true));

    assertThat(taken).containsExactly("one", "שתיים");
  }

  @Test
  void pieces_are_put_together_even_in_the_middle_of_a_letter() {
    Buffer text = Buffer.buffer("שלום");
    messages.take(WebSocketFrame.textFrame("", false));
    messages.take(WebSocketFrame.continuationFrame(text.getBuffer(0, 3), false));
    messages.take(WebSocketFrame.continuationFrame(text.getBuffer(3, text.length()), true));
    messages.take(WebSocketFrame.textFrame("next", true));

    assertThat(taken).containsExactly("שלום", "next");
  }

  @Test
  void a_control_frame_between_the_pieces_is_no_part_of_them() {
    messages.take(WebSocketFrame.textFrame("a", false));
    messages.take(WebSocketFrame.pingFrame(Buffer.buffer("x")));
    messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("b"), true));

    assertThat(taken).containsExactly("ab");
  }

  @Test
  void a_binary_message_is_told_of_once() {
    messages.take(WebSocketFrame.binaryFrame(Buffer.buffer("a"), false));
    messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("b"), true));
    messages.take(WebSocketFrame.textFrame("c", true));

    assertThat(taken).containsExactly("binary", "c");
  }

  @Test
  void a_long_message_is_taken_whole() {
    String half = "x".repeat(LARGEST / 2);
    messages.take(WebSocketFrame.textFrame(half, false));
    messages.take(WebSocketFrame.continuationFrame(Buffer.buffer(half), true));

    assertThat(taken).containsExactly(half + half);
  }

  @Test
  void more_than_a_message_may_have_is_not_kept() {
    messages.take(WebSocketFrame.textFrame("x".repeat(LARGEST), false));
    messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("y"), false));
    messages.take(WebSocketFrame.textFrame("z".repeat(LARGEST + 1), true));

    assertThat(taken).containsExactly(LARGEST + 1 + " bytes", LARGEST + 1 + " bytes");
  }
}
