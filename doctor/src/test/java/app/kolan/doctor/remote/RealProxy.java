package app.kolan.doctor.remote;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Real proxies in front of a server that are not installed everywhere. In their configurations
/// `PORT` stands for their own port, `BACKEND` for the server's address and port, `BACKPORT` for
/// its port, `HOME` for a folder of their own.
enum RealProxy {
  APACHE(
      "apache2",
      """
      ServerRoot HOME
      PidFile HOME/pid
      ErrorLog HOME/error.log
      Listen 127.0.0.1:PORT
      ServerName localhost
      User www-data
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
      LoadModule authn_file_module /usr/lib/apache2/modules/mod_authn_file.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so
      LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
      LoadModule auth_basic_module /usr/lib/apache2/modules/mod_auth_basic.so
      LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
      LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
      LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
      LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
      LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
      LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
      LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
      LoadModule proxy_wstunnel_module /usr/lib/apache2/modules/mod_proxy_wstunnel.so
      StartServers 1
      ThreadsPerChild 64
      MaxRequestWorkers 64
      ServerLimit 1
      """,
      List.of("-DFOREGROUND", "-f", "FILE")),
  LIGHTTPD(
      "lighttpd",
      """
      server.document-root = "HOME"
      server.errorlog = "HOME/error.log"
      server.bind = "127.0.0.1"
      server.port = PORT
      server.upload-dirs = ("HOME")
      """,
      List.of("-D", "-f", "FILE")),
  VARNISH(
      "varnishd",
      """
      vcl 4.1;
      import std;
      """,
      List.of(
          "-F",
          "-n",
          "HOME/work",
          "-a",
          "127.0.0.1:PORT",
          "-f",
          "FILE",
          "-s",
          "malloc,16m",
          "-j",
          "none")),
  SQUID(
      "squid",
      """
      pid_filename none
      cache_log /dev/null
      access_log none
      pinger_enable off
      memory_cache_shared off
      shutdown_lifetime 0 seconds
      cache_effective_user proxy
      """,
      List.of("-N", "-n", "kolanPORT", "-f", "FILE")),
  CADDY(
      "caddy",
      """
      {
        admin off
        auto_https off
        storage file_system HOME
      }
      """,
      List.of("run", "--adapter", "caddyfile", "--config", "FILE")),
  HITCH("hitch", "", List.of("--config=FILE")),
  STUNNEL("stunnel4", "", List.of("FILE"));

  private final String program;
  private final String head;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<String> arguments;

  RealProxy(String program, String head, List<String> arguments) {
    this.program = program;
    this.head = head;
    this.arguments = List.copyOf(arguments);
  }

  /// Starts it; the test is skipped where it is not installed.
  ProxyProcess start(Path folder, int backend, String configuration) throws IOException {
    String found = ProxyProcess.optionalProgram(program);
    int port = FreePort.find();
    Path home = Files.createTempDirectory(folder, program);
    Path file = home.resolve("configuration");
    Files.writeString(file, filled(head + configuration, home, port, backend));
    String[] command =
        Stream.concat(Stream.of(found), arguments.stream())
            .map(argument -> filled(argument, home, port, backend))
            .map(argument -> argument.replace("FILE", file.toString()))
            .toArray(String[]::new);
    return ProxyProcess.start(home, port, command);
  }

  private static String filled(String text, Path home, int port, int backend) {
    return text.replace("HOME", home.toString())
        .replace("BACKPORT", Integer.toString(backend))
        .replace("BACKEND", "127.0.0.1:" + backend)
        .replace("PORT", Integer.toString(port));
  }
}
