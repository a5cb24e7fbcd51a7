package app.kolan.server.tool.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Calls servers of the public Internet over HTTP, and none inside the network. Thread-safe.
/*
 *   name ─ one lookup ─▶ addresses ─ all of them outside? ─▶ connect to one of these ─▶ TLS for name
 *
 * The JDK's client resolves a name when it connects, by itself: a name could be public when it is
 * judged and loopback when it is connected to. Here the judged address is the one that is connected
 * to. A single address inside refuses the name. One request to a connection, no redirects, no
 * proxies, and an interrupt closes the socket (which the JDK does for virtual threads). */
final class SafeClient {
  /// Looks the addresses of a host up.
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private final SSLContext tls;
  private final boolean localAllowed;
  private final Resolver resolver;

  /// @param localAllowed whether this machine itself may be asked as well, and without TLS
  SafeClient(SSLContext tls, boolean localAllowed) {
    this(tls, localAllowed, PublicAddresses::resolve);
  }

  SafeClient(SSLContext tls, boolean localAllowed, Resolver resolver) {
    this.tls = tls;
    this.localAllowed = localAllowed;
    this.resolver = resolver;
  }

  /// Sends one request and reads its answer.
  ///
  /// @param limit for each wait; the tool's own limit ends it all
  HttpReply ask(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      Duration limit,
      int mostBytes)
      throws RequestFailed, InterruptedException {
    boolean secure = "https".equals(url.getScheme());
    List<InetAddress> addresses = addresses(url, secure);
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    boolean sent = false;
    try (Socket plain = connect(addresses, port, limit);
        Socket socket = secure ? encrypted(plain, url.getHost(), port) : plain) {
      OutputStream out = socket.getOutputStream();
      sent = true;
      out.write(head(method, url, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      var in = new BufferedInputStream(socket.getInputStream());
      return new HttpReplyReader(in, mostBytes).read();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the request was given up");
      }
      throw new RequestFailed(e.getClass().getSimpleName(), sent);
    }
  }

  private List<InetAddress> addresses(URI url, boolean secure) throws RequestFailed {
    String host = url.getHost();
    if (host == null || PublicAddresses.isOddlyWritten(host)) {
      throw new RequestFailed("the host is not plain", false);
    }
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new RequestFailed("there is no such host", false);
    }
    boolean local = addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    if (local && localAllowed) {
      return addresses;
    }
    if (!addresses.stream().allMatch(PublicAddresses::holds)) {
      throw new RequestFailed("the address is not a public one", false);
    }
    if (!secure) {
      throw new RequestFailed("without TLS only this machine is asked", false);
    }
    return addresses;
  }

  private static Socket connect(List<InetAddress> addresses, int port, Duration limit)
      throws IOException {
    IOException last = new IOException("no address");
    int millis = Math.toIntExact(limit.toMillis());
    for (InetAddress address : addresses) {
      var socket = new Socket();
      try {
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), millis);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw last;
  }

  private Socket encrypted(Socket plain, String host, int port) throws IOException {
    String name = PublicAddresses.withoutLastDot(host);
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (!name.startsWith("[") && !name.matches("[0-9.]+")) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private static String head(String method, URI url, Map<String, String> headers, int length) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    var head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(url.getHost());
    if (url.getPort() >= 0) {
      head.append(':').append(url.getPort());
    }
    head.append("\r\nConnection: close\r\nAccept-Encoding: identity\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }
}
