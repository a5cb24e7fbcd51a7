package app.kolan.doctor.remote;

import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A front of nobody's make: it passes bytes on, and writes the names of an answer's headers in
/// lower case, as Node's proxies and others do.
final class HeaderLowercasingProxy implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int backend;
  private final boolean turnsToBinary;

  /// @param turnsToBinary whether the text messages of a server's sockets become binary ones
  HeaderLowercasingProxy(int backend, boolean turnsToBinary) throws IOException {
    this.backend = backend;
    this.turnsToBinary = turnsToBinary;
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        threads.execute(() -> relay(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void relay(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      threads.execute(() -> pump(client, server));
      InputStream in = new BufferedInputStream(server.getInputStream());
      OutputStream out = client.getOutputStream();
      String status = line(in);
      out.write((status + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      for (String field = line(in); !field.isEmpty(); field = line(in)) {
        int colon = field.indexOf(':');
        String lower = field.substring(0, colon).toLowerCase(Locale.ROOT) + field.substring(colon);
        out.write((lower + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      if (turnsToBinary && status.contains(" 101 ")) {
        frames(in, out);
      } else {
        in.transferTo(out);
      }
    } catch (IOException | MalformedFrame | IndexOutOfBoundsException _) {
      // One side has closed.
    }
  }

  private static void frames(InputStream in, OutputStream out) throws IOException, MalformedFrame {
    WebSocketDecoder decoder = WebSocketDecoder.lenient(1 << 20);
    for (Optional<WebSocketFrame> frame = decoder.read(in::readNBytes);
        frame.isPresent();
        frame = decoder.read(in::readNBytes)) {
      WebSocketFrame one = frame.get();
      boolean text = one.opcode() == WebSocketFrame.TEXT;
      out.write(
          text ? WebSocketFrame.of(WebSocketFrame.BINARY, one.payload()).bytes() : one.bytes());
      out.flush();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // One side has closed.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
