package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A far end that sends pings and reads no pong.
@Tag("socket")
class UnreadPongsTest {
  private static final String PATH = "/ws/twilio-media";
  private static final int MOST_BYTES = 128 * 1024 * 1024;
  private static final int NOT_WRITABLE_MILLIS = 3000;
  private static final int PAYLOAD = 125;

  @TempDir private Path data;

  @Test
  void a_socket_whose_pongs_are_not_read_is_read_no_more() throws Exception {
    try (var server = Servers.withPublicUrl(data, "https://phone.example.com");
        var channel = SocketChannel.open();
        var selector = Selector.open()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      channel.write(upgrade(TwilioByHand.calling(server.port())));
      assertThat(statusLine(channel)).startsWith("HTTP/1.1 101");
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_WRITE);

      ByteBuffer pings = pings();
      long sent = 0;
      while (selector.select(NOT_WRITABLE_MILLIS) > 0) {
        selector.selectedKeys().clear();
        try {
          sent += channel.write(pings.hasRemaining() ? pings : pings.rewind());
        } catch (IOException _) {
          return; // the server has closed it
        }
        if (sent > MOST_BYTES) {
          fail("the server has taken %d bytes of pings", sent);
        }
      }
    }
  }

  private static ByteBuffer upgrade(TwilioByHand twilio) {
    String request =
        """
        GET %s HTTP/1.1
        Host: phone.example.com
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        X-Twilio-Signature: %s

        """
            .formatted(PATH, twilio.signature("wss://phone.example.com" + PATH, Map.of()))
            .replace("\n", "\r\n");
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static String statusLine(SocketChannel channel) throws IOException {
    var line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (line.indexOf("\r\n\r\n") < 0 && channel.read(one.clear()) > 0) {
      line.append((char) one.get(0));
    }
    return line.toString();
  }

  /// Masked pings of 125 bytes, with a mask of zeros.
  private static ByteBuffer pings() {
    ByteBuffer pings = ByteBuffer.allocate(1000 * (PAYLOAD + 6));
    while (pings.hasRemaining()) {
      pings.put((byte) 0x89).put((byte) (0x80 | PAYLOAD)).putInt(0).put(new byte[PAYLOAD]);
    }
    return pings.flip();
  }
}
