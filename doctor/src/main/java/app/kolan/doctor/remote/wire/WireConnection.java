package app.kolan.doctor.remote.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// An open connection, with TLS if the endpoint uses it. The certificate is not verified here: the
/// caller has done so, or does not need it.
final class WireConnection implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private WireConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static WireConnection open(Endpoint endpoint, Duration timeout) throws IOException {
    return open(endpoint, timeout, Preamble.NONE);
  }

  /// @param preamble what is sent before anything else, TLS too
  static WireConnection open(Endpoint endpoint, Duration timeout, Preamble preamble)
      throws IOException {
    var socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(endpoint.address(), endpoint.port()),
          Math.toIntExact(LONGEST_CONNECT.toMillis()));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      socket.getOutputStream().write(preamble.bytes());
      return new WireConnection(endpoint.secure() ? secured(socket, endpoint, List.of()) : socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Performs a TLS handshake over a connection.
  ///
  /// @param versions of TLS; the usual ones when empty
  static SSLSocket secured(Socket plain, Endpoint endpoint, List<String> versions)
      throws IOException {
    var socket =
        (SSLSocket)
            AnyCertificate.sockets()
                .createSocket(plain, endpoint.bareHost(), endpoint.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (!endpoint.isAddress() && endpoint.host().contains(".")) {
      parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
    }
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (!versions.isEmpty()) {
      parameters.setProtocols(versions.toArray(String[]::new));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  void timeout(Duration timeout) throws IOException {
    socket.setSoTimeout(Math.toIntExact(Math.max(1, timeout.toMillis())));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // There is nothing more to close.
    }
  }
}
