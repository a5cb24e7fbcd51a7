package app.kolan.simulator.fault;

import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/*
 * A stretch of the network that can be broken on purpose.
 *
 *   carrier ──near── relay ──far── server
 *
 * Both are TCP connections of their own. The relay reads whole WebSocket frames on either side, and
 * counts the caller's audio on its way to the server: a fault at frame n occurs when frame n
 * has been forwarded and nothing after it. A reset is a real one (SO_LINGER 0); when it is half
 * open, bytes go on being read and acknowledged, and vanish.
 */

/// A TCP relay in front of a server's WebSocket, which breaks at a given frame.
///
/// It serves one connection. Any thread may close it.
public final class FaultProxy implements AutoCloseable {
  private static final int LONGEST_FRAME = 1 << 24;
  private static final Duration BEFORE_RESET = Duration.ofMillis(100);

  private final URI target;
  private final Fault.OfSocket fault;
  private final BiConsumer<Runnable, Duration> later;
  private final Runnable onFault;
  private final Executor executor;
  private final ServerSocket server;
  private final Object nearLock = new Object();
  private int frames;
  private volatile boolean broken;
  private volatile @Nullable Socket near;
  private volatile @Nullable Socket far;
  private volatile @Nullable Socket farTcp;

  private FaultProxy(
      URI target,
      Fault.OfSocket fault,
      BiConsumer<Runnable, Duration> later,
      Runnable onFault,
      Executor executor)
      throws IOException {
    this.target = target;
    this.fault = fault;
    this.later = later;
    this.onFault = onFault;
    this.executor = executor;
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /// Opens a relay.
  ///
  /// @param target the server's real address, `ws` or `wss`
  /// @param fault what happens, and at which frame
  /// @param later runs an action after a delay in the call's time
  /// @param onFault runs when the fault has occurred
  public static FaultProxy open(
      URI target,
      Fault.OfSocket fault,
      BiConsumer<Runnable, Duration> later,
      Runnable onFault,
      Executor executor) {
    try {
      var relay = new FaultProxy(target, fault, later, onFault, executor);
      executor.execute(relay::serve);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server's URL with this relay's address.
  public URI address() {
    return insteadOf(target, false, server.getLocalPort());
  }

  static URI insteadOf(URI url, boolean secure, int port) {
    boolean socket = url.getScheme().startsWith("ws");
    String scheme = (socket ? "ws" : "http") + (secure ? "s" : "");
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(scheme + "://127.0.0.1:" + port + url.getRawPath() + query);
  }

  @Override
  public void close() {
    closeQuietly(server);
    closeQuietly(near);
    closeQuietly(far);
  }

  private void serve() {
    try {
      Socket carrier = server.accept();
      near = carrier;
      Socket there = connect();
      far = there;
      carrier.setTcpNoDelay(true);
      var fromCarrier = new BufferedInputStream(carrier.getInputStream());
      OutputStream toServer = there.getOutputStream();
      toServer.write(withHost(HttpHead.read(fromCarrier)));
      executor.execute(() -> passBack(there, carrier));
      passOn(fromCarrier, toServer);
    } catch (IOException _) {
      // One side is gone, and so is the other.
    } finally {
      closeUnlessHalfOpen();
    }
  }

  private void passOn(InputStream fromCarrier, OutputStream toServer) throws IOException {
    var decoder = WebSocketDecoder.lenient(LONGEST_FRAME);
    while (true) {
      WebSocketFrame frame = read(fromCarrier, decoder);
      if (!broken) {
        toServer.write(frame.bytes());
        if (isMedia(frame) && ++frames == fault.frame()) {
          strike();
        }
      }
    }
  }

  private void passBack(Socket there, Socket carrier) {
    try {
      var fromServer = new BufferedInputStream(there.getInputStream());
      byte[] head = HttpHead.read(fromServer);
      carrier.getOutputStream().write(head);
      if (HttpHead.isUpgrade(head)) {
        var decoder = WebSocketDecoder.lenient(LONGEST_FRAME);
        while (true) {
          tellCarrier(read(fromServer, decoder));
        }
      }
      fromServer.transferTo(carrier.getOutputStream());
    } catch (IOException _) {
      // One side is gone, and so is the other.
    } finally {
      closeBehindTheServer();
    }
  }

  private static WebSocketFrame read(InputStream in, WebSocketDecoder decoder) throws IOException {
    try {
      return decoder.read(in::readNBytes).orElseThrow(EOFException::new);
    } catch (MalformedFrame e) {
      throw new IOException(e);
    }
  }

  /// Whether it is a message with a caller's audio.
  private static boolean isMedia(WebSocketFrame frame) {
    return frame.opcode() == WebSocketFrame.TEXT && frame.text().contains("\"event\":\"media\"");
  }

  private void tellCarrier(WebSocketFrame frame) throws IOException {
    synchronized (nearLock) {
      Socket carrier = near;
      if (!broken && carrier != null) {
        carrier.getOutputStream().write(frame.bytes());
      }
    }
  }

  private void strike() throws IOException {
    onFault.run();
    switch (fault) {
      case Fault.SocketReset _ -> {
        broken = true;
        letReadersCatchUp();
        reset(far, farTcp);
        reset(near, near);
      }
      case Fault.SocketHalfOpen(var _, var noticed) -> {
        broken = true;
        if (noticed != null) {
          later.accept(() -> reset(near, near), noticed);
        }
      }
      case Fault.SocketClosed closed -> {
        tellCarrier(WebSocketFrame.close(closed.code()));
        broken = true;
        endOutput(far);
      }
    }
  }

  /// A reset overtakes what a receiver has not read yet.
  private static void letReadersCatchUp() {
    try {
      Thread.sleep(BEFORE_RESET);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endOutput(@Nullable Socket socket) throws IOException {
    if (socket != null) {
      socket.shutdownOutput();
    }
  }

  private static void reset(@Nullable Socket socket, @Nullable Socket tcp) {
    try {
      if (tcp != null) {
        tcp.setSoLinger(true, 0);
        tcp.close();
      }
    } catch (IOException _) {
      // It is gone already.
    }
    closeQuietly(socket);
  }

  private Socket connect() throws IOException {
    boolean secure = target.getScheme().equals("wss");
    int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
    var tcp = new Socket(target.getHost(), port);
    tcp.setTcpNoDelay(true);
    farTcp = tcp;
    if (!secure) {
      return tcp;
    }
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(tcp, target.getHost(), port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  /// The request's head, with the server's name where the relay's own stands.
  private byte[] withHost(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String own = "(?im)^(Host: *)127\\.0\\.0\\.1:" + server.getLocalPort() + "(?=\r?$)";
    return text.replaceFirst(own, "$1" + target.getRawAuthority())
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A half-open connection stays so until the relay is closed.
  private void closeUnlessHalfOpen() {
    if (!(broken && fault instanceof Fault.SocketHalfOpen)) {
      close();
    }
  }

  /// Lets the carrier read a close frame before its connection ends.
  private void closeBehindTheServer() {
    if (broken && fault instanceof Fault.SocketClosed) {
      closeQuietly(far);
    } else {
      closeUnlessHalfOpen();
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (Exception _) {
      // It is gone already.
    }
  }
}
