package app.kolan.doctor.remote;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real haproxy in front of a server. It asks a server that refuses it once: each further attempt
/// comes a second later, for each connection of an examination.
final class Haproxy {
  private Haproxy() {}

  /// Starts a plain one whose `bind` has these options.
  static ProxyProcess at(Path folder, int port, String timeouts, String bind) throws IOException {
    return at(folder, port, timeouts, "option forwardfor", "", "", bind);
  }

  /// Starts one.
  ///
  /// @param frontend lines of its `frontend`
  /// @param backend lines of its `backend`, without the server
  /// @param server options of the `server` line, behind its address
  static ProxyProcess at(
      Path folder, int port, String timeouts, String frontend, String backend, String server)
      throws IOException {
    return at(folder, port, timeouts, frontend, backend, server, "");
  }

  /// Starts one that takes TLS off and reads no HTTP.
  ///
  /// @param certificate a file with the key, too
  static ProxyProcess terminator(Path folder, int port, Path certificate) throws IOException {
    return at(
        folder,
        port,
        "timeout client 5s\n  timeout server 5s",
        "mode tcp",
        "mode tcp",
        "",
        " ssl crt " + certificate);
  }

  private static ProxyProcess at(
      Path folder,
      int port,
      String timeouts,
      String frontend,
      String backend,
      String server,
      String bind)
      throws IOException {
    String program = ProxyProcess.program("haproxy");
    int own = FreePort.find();
    Path home = Files.createTempDirectory(folder, "haproxy");
    String configuration =
        """
        global
          maxconn 64
        defaults
          mode http
          timeout connect 2s
          retries 0
          %s
        frontend front
          bind 127.0.0.1:%d%s
          %s
          default_backend back
        backend back
          %s
          server kolan 127.0.0.1:%d %s
        """
            .formatted(timeouts, own, bind, frontend, backend, port, server);
    Path file = Files.writeString(home.resolve("haproxy.cfg"), configuration);
    return ProxyProcess.start(home, own, program, "-db", "-f", file.toString());
  }
}
