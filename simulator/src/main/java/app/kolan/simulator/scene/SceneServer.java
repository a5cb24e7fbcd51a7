package app.kolan.simulator.scene;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// A scene's server, on a free port of this machine, with a thread for each connection.
///
/// It is written at socket level, because a correct HTTP server cannot be made to send invalid
/// data. Closing it drops every connection.
public final class SceneServer implements AutoCloseable {
  private static final String NO_SUCH_HOST = "no-such-host.invalid";

  private final Scene scene;
  private final String authToken;
  private final @Nullable ServerSocket listener;
  private final @Nullable X509Certificate authority;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SceneServer(Scene scene, String authToken) throws IOException {
    this.scene = scene;
    this.authToken = authToken;
    SceneCertificate certificate =
        scene.access().speaksTls() ? SceneCertificate.of(scene.access()) : null;
    this.authority =
        certificate != null && scene.access().hasTrustedIssuer() ? certificate.authority() : null;
    ServerSocket opened = listen(certificate);
    this.port = opened.getLocalPort();
    if (scene.access() == ServerAccess.DOWN) {
      opened.close();
      this.listener = null;
    } else {
      this.listener = opened;
      threads.execute(() -> accept(opened));
    }
  }

  /// Starts the server of a scene.
  ///
  /// @param authToken what signatures are checked with, where the scene checks them
  /// @throws UncheckedIOException when there is no free port, or no certificate could be made
  public static SceneServer start(Scene scene, String authToken) {
    try {
      return new SceneServer(scene, authToken);
    } catch (IOException e) {
      throw new UncheckedIOException("the scene's server cannot start", e);
    }
  }

  /// Where its calls go.
  public URI voiceUrl() {
    return URI.create(base("http") + Scene.VOICE);
  }

  /// The fallback URL; null when the scene has none.
  public @Nullable URI fallbackUrl() {
    return scene.fallback() ? URI.create(base("http") + "/fallback") : null;
  }

  /// The status callback URL; null when the scene has none.
  public @Nullable URI statusCallbackUrl() {
    return scene.statusCallback() ? URI.create(base("http") + "/status") : null;
  }

  /// The certificate authorities that the carrier must trust for the scene; empty for none.
  public Optional<X509Certificate> authority() {
    return Optional.ofNullable(authority);
  }

  /// A text of the scene, with the server's address where it is asked for.
  String filled(String text) {
    return text.replace("{http}", base("http"))
        .replace("{ws}", base("ws"))
        .replace("{wss}", base("ws").replace("ws:", "wss:"));
  }

  @Override
  public void close() {
    try {
      if (listener != null) {
        listener.close();
      }
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private String base(String scheme) {
    String host = scene.access() == ServerAccess.NO_SUCH_HOST ? NO_SUCH_HOST : "127.0.0.1";
    return scheme + (scene.access().isSecure() ? "s" : "") + "://" + host + ":" + port;
  }

  private static ServerSocket listen(@Nullable SceneCertificate certificate) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    ServerSocketFactory sockets =
        certificate == null
            ? ServerSocketFactory.getDefault()
            : certificate.context().getServerSocketFactory();
    return sockets.createServerSocket(0, 50, loopback);
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket connection = from.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      if (scene.access() == ServerAccess.SILENT) {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      var conversation = new SceneConnection(this, scene, authToken, connection);
      while (conversation.answersNext()) {
        // one request after the other, as long as the client keeps the connection
      }
    } catch (IOException _) {
      // the other side has gone, or the scene is over
    } finally {
      connections.remove(connection);
    }
  }
}
