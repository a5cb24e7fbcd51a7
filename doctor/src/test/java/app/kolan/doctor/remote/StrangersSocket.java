package app.kolan.doctor.remote;

import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketAccept;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that is not Kolan: its TwiML opens a stream, which it ends after some frames.
final class StrangersSocket implements AutoCloseable {
  /// How its socket ends.
  enum End {
    CUT,
    CLOSED
  }

  private final ServerSocket listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int frames;
  private final End end;

  StrangersSocket(int frames, End end) throws IOException {
    this.frames = frames;
    this.end = end;
    threads.execute(this::accept);
  }

  String base() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      var head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int octet = in.read();
        if (octet < 0) {
          return;
        }
        head.append((char) octet);
      }
      String key = head.toString().replaceAll("(?is).*sec-websocket-key: (\\S+).*", "$1");
      if (key.length() < 40) {
        send(
            client,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + WebSocketAccept.of(key)
                + "\r\n\r\n");
        listen(client, in);
      } else {
        String twiml =
            "<Response><Connect><Stream url=\"ws://127.0.0.1:%d/media\"/></Connect></Response>"
                .formatted(listening.getLocalPort());
        send(
            client,
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(twiml.length(), twiml));
        client.shutdownOutput();
        in.readAllBytes();
      }
    } catch (IOException | MalformedFrame _) {
      // The doctor has closed.
    }
  }

  /// The caller's frames are the clock.
  private void listen(Socket client, InputStream in) throws IOException, MalformedFrame {
    WebSocketDecoder decoder = WebSocketDecoder.lenient(1 << 20);
    for (int heard = 0; heard < frames; heard++) {
      if (decoder.read(in::readNBytes).isEmpty()) {
        return;
      }
    }
    if (end == End.CLOSED) {
      client.getOutputStream().write(WebSocketFrame.close(1000).bytes());
      in.readAllBytes();
    }
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
