package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ClientFramesTest {
  private final ClientFrames frames = new ClientFrames(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 400, 65_535})
  void a_server_reads_what_was_written(int length) {
    String text = "abcdefghij".repeat(length / 10 + 1).substring(0, length);
    var bytes = new byte[ClientFrames.LONGEST_HEAD + length];

    int end = write(bytes, 0, text);

    EmbeddedChannel server = server();
    server.writeInbound(Unpooled.wrappedBuffer(bytes, 0, end));
    TextWebSocketFrame read = server.readInbound();
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.isFinalFragment()).isTrue();
    read.release();
  }

  @Test
  void a_ping_may_follow_a_message_in_one_write() {
    var bytes = new byte[64];
    int end = write(bytes, 0, "first");
    bytes[end + ClientFrames.headLength(1)] = 'p';
    end = frames.finish(bytes, end, ClientFrames.PING, 1);

    EmbeddedChannel server = server();
    server.writeInbound(Unpooled.wrappedBuffer(bytes, 0, end));

    TextWebSocketFrame text = server.readInbound();
    PingWebSocketFrame ping = server.readInbound();
    assertThat(text.text()).isEqualTo("first");
    assertThat(ping.content().toString(StandardCharsets.US_ASCII)).isEqualTo("p");
    text.release();
    ping.release();
  }

  @Test
  void the_content_is_masked_and_the_key_changes() {
    var first = new byte[32];
    var second = new byte[32];

    write(first, 0, "the same");
    write(second, 0, "the same");

    assertThat(first[1] & 0x80).isEqualTo(0x80);
    assertThat(first).isNotEqualTo(second);
    assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("the same");
  }

  @Test
  void a_frame_that_is_too_long_is_refused() {
    assertThatThrownBy(() -> frames.finish(new byte[16], 0, ClientFrames.TEXT, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int write(byte[] bytes, int at, String text) {
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(
        content, 0, bytes, at + ClientFrames.headLength(content.length), content.length);
    return frames.finish(bytes, at, ClientFrames.TEXT, content.length);
  }

  private static EmbeddedChannel server() {
    return new EmbeddedChannel(
        new WebSocket13FrameDecoder(
            WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .maxFramePayloadLength(65_536)
                .build()));
  }
}
