package app.kolan.doctor.remote.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Single steps of a connection.
public final class ConnectionProbe {
  private static final int LONGEST_MILLIS = 5000;

  private ConnectionProbe() {}

  /// Why a connection failed.
  public enum ConnectFailure {
    REFUSED,
    TIMED_OUT,
    UNREACHABLE
  }

  /// A connection to an address.
  ///
  /// @param failure null on success
  public record Connect(String address, Duration took, @Nullable ConnectFailure failure) {}

  /// Connects, and closes the connection.
  public static Connect connect(InetAddress address, int port) {
    long begin = System.nanoTime();
    ConnectFailure failure = null;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), LONGEST_MILLIS);
    } catch (ConnectException e) {
      failure =
          String.valueOf(e.getMessage()).contains("timed out")
              ? ConnectFailure.TIMED_OUT
              : ConnectFailure.REFUSED;
    } catch (SocketTimeoutException e) {
      failure = ConnectFailure.TIMED_OUT;
    } catch (IOException e) {
      failure = ConnectFailure.UNREACHABLE;
    }
    return new Connect(
        address.getHostAddress(), Duration.ofNanos(System.nanoTime() - begin), failure);
  }

  /// A handshake.
  ///
  /// @param version of TLS; null when none was negotiated
  /// @param chain the certificates as they were sent, the server's own first
  /// @param failure what the TLS library says; null on success
  public record Handshake(
      @Nullable String version, List<X509Certificate> chain, @Nullable String failure) {
    public Handshake {
      chain = List.copyOf(chain);
    }
  }

  /// Performs a TLS handshake, without verifying the certificates.
  ///
  /// @param versions those to offer; the usual ones when empty
  public static Handshake handshake(Endpoint endpoint, List<String> versions) {
    return handshake(endpoint, versions, Preamble.NONE);
  }

  /// Performs a TLS handshake after a preamble.
  public static Handshake handshake(Endpoint endpoint, List<String> versions, Preamble preamble) {
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), LONGEST_MILLIS);
      plain.setSoTimeout(LONGEST_MILLIS);
      plain.getOutputStream().write(preamble.bytes());
      try (SSLSocket socket = WireConnection.secured(plain, endpoint, versions)) {
        SSLSession session = socket.getSession();
        return new Handshake(session.getProtocol(), chain(session.getPeerCertificates()), null);
      }
    } catch (IOException e) {
      return new Handshake(null, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static List<X509Certificate> chain(Certificate... certificates) {
    return Stream.of(certificates)
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }
}
