package app.kolan.doctor.remote;

import static app.kolan.doctor.remote.Front.APACHE;
import static app.kolan.doctor.remote.Front.CADDY;
import static app.kolan.doctor.remote.Front.HITCH;
import static app.kolan.doctor.remote.Front.LIGHTTPD;
import static app.kolan.doctor.remote.Front.SQUID;
import static app.kolan.doctor.remote.Front.STUNNEL;
import static app.kolan.doctor.remote.Front.VARNISH;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.PhoneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The doctor's findings about a Kolan behind proxies other than nginx and haproxy, right ones and
/// such as are misconfigured in one way each. Those are skipped that are not installed.
@Tag("socket")
class OtherProxiesTest {
  private static final String APACHE_PLAIN =
      "ProxyPass \"/\" \"http://BACKEND/\" nocanon upgrade=websocket\n";
  private static final String APACHE_KEEPS_HOST = "ProxyPreserveHost On\n";
  private static final String APACHE_GOOD = APACHE_PLAIN + APACHE_KEEPS_HOST;
  private static final String LIGHTTPD_PLAIN =
      "proxy.server = (\"\" => ((\"host\" => \"127.0.0.1\", \"port\" => BACKPORT)))\n";
  private static final String LIGHTTPD_UPGRADES = "proxy.header = (\"upgrade\" => \"enable\")\n";
  private static final String LIGHTTPD_GOOD =
      "server.modules += (\"mod_proxy\")\n" + LIGHTTPD_PLAIN + LIGHTTPD_UPGRADES;
  private static final String VARNISH_BACKEND =
      "backend default { .host = \"127.0.0.1\"; .port = \"BACKPORT\"; }\n";
  private static final String VARNISH_GOOD =
      """
      sub vcl_recv {
        if (req.http.Upgrade ~ "(?i)websocket") { return (pipe); }
        return (pass);
      }
      sub vcl_pipe {
        set bereq.http.Upgrade = req.http.Upgrade;
        set bereq.http.Connection = req.http.Connection;
      }
      """;
  private static final String SQUID_PLAIN =
      """
      http_port 127.0.0.1:PORT accel vhost
      cache_peer 127.0.0.1 parent BACKPORT 0 no-query originserver
      cache deny all
      """;
  private static final String SQUID_ALLOWS = "http_access allow all\n";
  private static final String SQUID_UPGRADES =
      "http_upgrade_request_protocols websocket allow all\n";
  private static final String CADDY_SITE = "http://127.0.0.1:PORT {\n%s\n}\n";

  /// Where nothing listens.
  private static final int NOBODY = 9;

  @TempDir private static Path folder;
  private static PhoneServer server;

  @BeforeAll
  static void start() throws Exception {
    server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// As the remedies have it, and as people have it by default.
  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of(APACHE, APACHE_GOOD),
        Arguments.of(
            APACHE,
            APACHE_GOOD
                + "AllowEncodedSlashes NoDecode\n"
                + "RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}\n"
                + "ProxyTimeout 7200\n"),
        Arguments.of(APACHE, APACHE_GOOD + "Timeout 2\nProxyTimeout 7200\n"),
        Arguments.of(LIGHTTPD, LIGHTTPD_GOOD),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD
                + "server.http-parseopts = (\"url-normalize\" => \"disable\")\n"
                + "proxy.forwarded = (\"proto\" => 1, \"host\" => 1)\n"
                + "server.max-read-idle = 7200\nserver.max-write-idle = 7200\n"),
        Arguments.of(VARNISH, VARNISH_BACKEND + VARNISH_GOOD),
        Arguments.of(SQUID, SQUID_PLAIN + SQUID_ALLOWS + SQUID_UPGRADES),
        Arguments.of(CADDY, CADDY_SITE.formatted("reverse_proxy BACKEND")),
        Arguments.of(
            CADDY,
            CADDY_SITE.formatted("request_body {\n max_size 1MB\n}\nreverse_proxy BACKEND")));
  }

  @ParameterizedTest
  @MethodSource("good")
  void a_good_one_gets_no_warning(Front front, String configuration) throws Exception {
    try (ProxyProcess proxy = front.start(folder, server.port(), configuration)) {
      assertThat(diagnose(proxy, Duration.ofSeconds(3)).findings())
          .filteredOn(seen -> !seen.check().equals("name and addresses"))
          .hasSizeGreaterThan(17)
          .allSatisfy(seen -> assertThat(seen.finding().level()).isIn(Level.FINE, Level.NOTE));
    }
  }

  /// A configuration, what is found first, its cause, and a part of the remedy.
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            APACHE,
            APACHE_PLAIN + "ProxyAddHeaders Off\n",
            "thinks that it is called under http://127.0.0.1:",
            "adds or changes the port",
            "In Apache: ProxyPreserveHost On"),
        Arguments.of(
            APACHE,
            APACHE_GOOD + "RequestHeader set X-Forwarded-Proto \"https\"\n",
            "thinks that it is called under https://127.0.0.1:",
            "sets X-Forwarded-Proto",
            "RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}"),
        Arguments.of(
            APACHE,
            APACHE_GOOD.replace(" upgrade=websocket", ""),
            "the upgrade is answered 426",
            "Apache drops the Upgrade",
            "upgrade=websocket"),
        Arguments.of(
            APACHE,
            APACHE_GOOD.replace("BACKEND/", "BACKEND/app/"),
            "the prefix /app is added to the path",
            "Apache changes the URL",
            "ProxyPass \"/\" \"http://127.0.0.1:8080/\" nocanon"),
        Arguments.of(
            APACHE,
            APACHE_GOOD + "RequestHeader unset X-Twilio-Signature\n",
            "X-Twilio-Signature does not arrive",
            "Apache takes the header off",
            "RequestHeader unset X-Twilio-Signature"),
        Arguments.of(
            APACHE,
            APACHE_GOOD
                + "<Location \"/\">\nAuthType Basic\nAuthName x\nAuthUserFile /dev/null\n"
                + "Require valid-user\n</Location>\n",
            "the voice URL is answered 401 by Apache",
            "asks for a user and a password",
            "Require all granted, without AuthType"),
        Arguments.of(
            APACHE,
            APACHE_GOOD
                + "<Location \"/webhook/handle_recording\">\nRequire all denied\n</Location>\n",
            "/webhook/handle_recording (answered 403)",
            "the message of a caller is not taken down",
            "before any <Location> that denies it"),
        Arguments.of(
            APACHE,
            APACHE_KEEPS_HOST
                + "ProxyPass \"/webhook\" \"http://BACKEND/webhook\" nocanon\n"
                + "ProxyPass \"/static\" \"http://BACKEND/static\" nocanon\n",
            "the media socket is answered 404 by Apache",
            "this one is not",
            "ProxyPass for this path"),
        Arguments.of(
            APACHE,
            APACHE_GOOD
                + "RewriteEngine On\nRewriteCond %{HTTP_USER_AGENT} Twilio [NC]\n"
                + "RewriteRule .* - [F]\n",
            "the voice URL is answered 403 by Apache",
            "when its User-Agent is not Twilio's",
            "RewriteCond %{HTTP_USER_AGENT}"),
        Arguments.of(
            APACHE,
            APACHE_GOOD
                + "<Location \"/\">\n<LimitExcept GET>\nRequire all denied\n</LimitExcept>\n"
                + "</Location>\n",
            "the voice URL is answered 403 by Apache",
            "passes as a GET",
            "<LimitExcept>"),
        Arguments.of(
            APACHE,
            APACHE_GOOD + "Timeout 2\n",
            "a socket on which nothing passes is cut after",
            "Apache times out idle sockets",
            "ProxyTimeout 7200"),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD.replace(LIGHTTPD_UPGRADES, ""),
            "the upgrade is answered 426",
            "lighttpd drops the Upgrade",
            "proxy.header = (\"upgrade\" => \"enable\")"),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD.replace(
                "\"enable\"", "\"enable\", \"map-urlpath\" => (\"/\" => \"/app/\")"),
            "the prefix /app is added to the path",
            "lighttpd changes the URL",
            "map-urlpath"),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD + "server.max-request-field-size = 300\n",
            "the voice URL is answered 431 by lighttpd",
            "larger than lighttpd takes",
            "server.max-request-field-size = 16384"),
        Arguments.of(
            LIGHTTPD,
            "server.modules += (\"mod_setenv\")\n"
                + LIGHTTPD_GOOD
                + "setenv.set-request-header = (\"X-Twilio-Signature\" => \"\")\n",
            "X-Twilio-Signature does not arrive",
            "lighttpd takes the header off",
            "setenv.set-request-header"),
        Arguments.of(
            LIGHTTPD,
            "server.modules += (\"mod_access\")\n"
                + LIGHTTPD_GOOD
                + "$HTTP[\"useragent\"] =~ \"Twilio\" { url.access-deny = (\"\") }\n",
            "the voice URL is answered 403 by lighttpd",
            "when its User-Agent is not Twilio's",
            "$HTTP[\"useragent\"]"),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD + "server.error-intercept = \"enable\"\n",
            "error pages of the server are replaced",
            "which hides the cause",
            "server.error-intercept = \"disable\""),
        Arguments.of(
            LIGHTTPD,
            LIGHTTPD_GOOD.replace("BACKPORT", "BACKPORT, \"read-timeout\" => 2")
                + "server.max-read-idle = 2\nserver.max-write-idle = 2\n",
            "s in which the server says nothing",
            "its read timeout",
            "\"read-timeout\" => 7200"),
        Arguments.of(
            VARNISH,
            VARNISH_BACKEND
                + VARNISH_GOOD.replace(
                    "return (pass)",
                    "if (req.method == \"POST\") { return (pass); } return (hash)"),
            "answers to GET come from a cache",
            "get the same answer from Varnish",
            "return (pass);"),
        Arguments.of(
            VARNISH,
            VARNISH_BACKEND + "sub vcl_recv { return (pass); }\n",
            "the upgrade is answered 426",
            "Varnish drops the Upgrade",
            "return (pipe)"),
        Arguments.of(
            VARNISH,
            VARNISH_BACKEND
                + VARNISH_GOOD.replace(
                    "sub vcl_recv {", "sub vcl_recv { set req.http.Host = \"inside.example\";"),
            "thinks that it is called under http://inside.example",
            "tells the real one in no X-Forwarded-Host",
            "remove `set req.http.Host`"),
        Arguments.of(
            VARNISH,
            VARNISH_BACKEND
                + VARNISH_GOOD.replace(
                    "return (pass)",
                    "if (req.method == \"POST\") { return (synth(405)); } return (pass)"),
            "the voice URL is answered 405 by Varnish",
            "POST is refused",
            "a `synth(405)` refuses it"),
        Arguments.of(
            SQUID,
            SQUID_PLAIN + SQUID_ALLOWS,
            "the upgrade is answered 426",
            "Squid drops the Upgrade",
            "http_upgrade_request_protocols websocket allow all"),
        Arguments.of(
            SQUID,
            SQUID_PLAIN + "http_access deny all\n",
            "the voice URL is answered 403 by Squid",
            "Squid refuses the request",
            "http_access allow"),
        Arguments.of(
            SQUID,
            SQUID_PLAIN + SQUID_ALLOWS + SQUID_UPGRADES + "request_body_max_size 8 KB\n",
            "a form of 16 KB is answered 413",
            "Squid refuses it before the server sees it",
            "request_body_max_size 0"),
        Arguments.of(
            CADDY,
            CADDY_SITE.formatted("request_body {\n max_size 8KB\n}\nreverse_proxy BACKEND"),
            "a form of 16 KB is answered ",
            "Caddy refuses it before the server sees it, for its size",
            "request_body { max_size 1MB }"),
        Arguments.of(
            CADDY,
            CADDY_SITE.formatted(
                "reverse_proxy BACKEND {\n header_up Host inside\n header_up X-Forwarded-Host inside\n}"),
            "thinks that it is called under http://inside",
            "Caddy sets X-Forwarded-Host",
            "remove `header_up X-Forwarded-Host"),
        Arguments.of(
            CADDY,
            CADDY_SITE.formatted("rewrite * /app{uri}\nreverse_proxy BACKEND"),
            "the prefix /app is added to the path",
            "Caddy changes the URL",
            "no `uri` or `rewrite`"),
        Arguments.of(
            CADDY,
            CADDY_SITE.formatted(
                "reverse_proxy BACKEND {\n transport http {\n read_timeout 2s\n }\n}"),
            "s in which the server says nothing",
            "its read timeout",
            "`read_timeout` in `transport http`"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_one_does_wrong_is_named_first(
      Front front, String configuration, String what, String why, String remedy) throws Exception {
    try (ProxyProcess proxy = front.start(folder, server.port(), configuration)) {
      assertCause(diagnose(proxy, Duration.ofSeconds(4)), what, why, remedy);
    }
  }

  /// Each with nobody behind it.
  static Stream<Arguments> alone() {
    return Stream.of(
        Arguments.of(APACHE, APACHE_GOOD, "`ProxyPass`"),
        Arguments.of(LIGHTTPD, LIGHTTPD_GOOD, "`proxy.server`"),
        Arguments.of(VARNISH, VARNISH_BACKEND + VARNISH_GOOD, "the backend's `.host`"),
        Arguments.of(SQUID, SQUID_PLAIN + SQUID_ALLOWS + SQUID_UPGRADES, "`cache_peer`"),
        Arguments.of(CADDY, CADDY_SITE.formatted("reverse_proxy BACKEND"), "`reverse_proxy`"));
  }

  @ParameterizedTest
  @MethodSource("alone")
  void one_with_nobody_behind_it_is_named(Front front, String configuration, String remedy)
      throws Exception {
    try (ProxyProcess proxy = front.start(folder, NOBODY, configuration)) {
      assertCause(diagnose(proxy, Duration.ZERO), "the voice URL is answered 50", "server", remedy);
    }
  }

  /// What takes TLS off and reads no HTTP, right, and with the PROXY protocol.
  static Stream<Arguments> terminators() {
    String hitch =
        """
        frontend = "[127.0.0.1]:PORT"
        backend = "[127.0.0.1]:BACKPORT"
        pem-file = "%s"
        alpn-protos = "http/1.1"
        workers = 1
        user = "nobody"
        """;
    String stunnel =
        """
        foreground = yes
        pid =
        [front]
        accept = 127.0.0.1:PORT
        connect = 127.0.0.1:BACKPORT
        cert = %s
        """;
    return Stream.of(
        Arguments.of(HITCH, hitch, "write-proxy-v2 = on\n", "`write-proxy-v2 = off`"),
        Arguments.of(STUNNEL, stunnel, "protocol = proxy\n", "remove `protocol = proxy`"));
  }

  @ParameterizedTest
  @MethodSource("terminators")
  void a_terminator_is_fine_with_the_public_url_and_named_with_the_proxy_protocol(
      Front front, String configuration, String wrong, String remedy) throws Exception {
    Certificates certificates =
        Certificates.authority(folder).leaf(front.name(), "dns:localhost,ip:127.0.0.1", "-1d", 90);
    String right = configuration.formatted(certificates.withKey(front.name()));
    try (ProxyProcess proxy = front.start(folder, server.port(), right)) {
      Finding unset = Examined.cause(diagnose(proxy, certificates));
      assertThat(unset.what()).contains("thinks that it is called under http://localhost");
      assertThat(unset.cure().orElseThrow()).contains("KOLAN_PUBLIC_URL=https://localhost");
    }
    try (ProxyProcess proxy = front.start(folder, server.port(), right + wrong)) {
      Finding protocol = Examined.cause(diagnose(proxy, certificates));
      assertThat(protocol.what()).isEqualTo("the PROXY protocol is sent to Kolan");
      assertThat(protocol.cure().orElseThrow()).contains(remedy);
    }
  }

  private static void assertCause(Diagnosis diagnosis, String what, String why, String remedy) {
    Finding cause = Examined.cause(diagnosis);
    assertThat(cause.what()).contains(what);
    assertThat(cause.cause().orElseThrow()).contains(why);
    assertThat(cause.cure().orElseThrow()).contains(remedy);
  }

  private static Diagnosis diagnose(ProxyProcess proxy, Duration quiet) throws Exception {
    return Examined.diagnose(Examined.kolan("http://127.0.0.1:" + proxy.port(), quiet));
  }

  private static Diagnosis diagnose(ProxyProcess proxy, Certificates certificates)
      throws Exception {
    return Examined.diagnose(
        Examined.kolan("https://localhost:" + proxy.port()), certificates.trust());
  }
}
