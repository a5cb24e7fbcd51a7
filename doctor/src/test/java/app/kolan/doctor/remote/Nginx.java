package app.kolan.doctor.remote;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real nginx in front of a server.
final class Nginx {
  /// What a location needs to be a good proxy, as the README has it; `BACKEND` stands for the
  /// server.
  static final String GOOD =
      """
      proxy_pass http://BACKEND;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_read_timeout 1h;
      """;

  private Nginx() {}

  /// Starts one whose only location has these directives.
  static ProxyProcess at(Path folder, int backend, String location) throws IOException {
    return server(folder, backend, "listen 127.0.0.1:PORT;\nlocation / {\n" + location + "\n}");
  }

  /// Starts one with these directives of its `server`; `PORT` stands for the port.
  static ProxyProcess server(Path folder, int backend, String server) throws IOException {
    return http(folder, backend, "", server);
  }

  /// Starts one with directives of `http` as well.
  static ProxyProcess http(Path folder, int backend, String http, String server)
      throws IOException {
    int port = FreePort.find();
    String whole =
        """
        map $http_upgrade $connection_upgrade { default upgrade; '' close; }
        EXTRA
        server {
          SERVER
        }
        """
            .replace("EXTRA", http)
            .replace("SERVER", server)
            .replace("BACKEND", "127.0.0.1:" + backend)
            .replace("PORT", Integer.toString(port));
    return whole(folder, port, whole);
  }

  /// Starts one with these directives of `http`, which listens on a port; `HOME` stands for its
  /// folder.
  static ProxyProcess whole(Path folder, int port, String http) throws IOException {
    String program = ProxyProcess.program("nginx");
    Path home = Files.createTempDirectory(folder, "nginx");
    String configuration =
        """
        daemon off;
        master_process off;
        pid HOME/nginx.pid;
        error_log HOME/error.log notice;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path HOME/body;
          proxy_temp_path HOME/proxy;
          fastcgi_temp_path HOME/fastcgi;
          uwsgi_temp_path HOME/uwsgi;
          scgi_temp_path HOME/scgi;
          WHOLE
        }
        """
            .replace("WHOLE", http)
            .replace("HOME", home.toString());
    Path file = Files.writeString(home.resolve("nginx.conf"), configuration);
    return ProxyProcess.start(
        home,
        port,
        program,
        "-p",
        home.toString(),
        "-c",
        file.toString(),
        "-e",
        home.resolve("error.log").toString());
  }

  /// One that leads 127.0.0.1 to one server, and 127.0.0.2 to another.
  static ProxyProcess atTwoAddresses(Path folder, int first, int second) throws IOException {
    String site = "listen %s:PORT; location / { %s }";
    return server(
        folder,
        first,
        site.formatted("127.0.0.1", GOOD)
            + " } server { "
            + site.formatted("127.0.0.2", GOOD.replace("BACKEND", "127.0.0.1:" + second)));
  }
}
