package app.kolan.doctor.remote;

import static app.kolan.doctor.remote.RealProxy.APACHE;
import static app.kolan.doctor.remote.RealProxy.CADDY;
import static app.kolan.doctor.remote.RealProxy.LIGHTTPD;
import static app.kolan.doctor.remote.RealProxy.SQUID;
import static app.kolan.doctor.remote.RealProxy.VARNISH;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Configurations of proxies other than nginx and haproxy, right ones and such with one mistake,
/// and what the doctor says of each first.
final class OtherProxies {
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

  private OtherProxies() {}

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

  /// Each with nobody behind it.
  static Stream<Arguments> alone() {
    return Stream.of(
        Arguments.of(APACHE, APACHE_GOOD, "`ProxyPass`"),
        Arguments.of(LIGHTTPD, LIGHTTPD_GOOD, "`proxy.server`"),
        Arguments.of(VARNISH, VARNISH_BACKEND + VARNISH_GOOD, "the backend's `.host`"),
        Arguments.of(SQUID, SQUID_PLAIN + SQUID_ALLOWS + SQUID_UPGRADES, "`cache_peer`"),
        Arguments.of(CADDY, CADDY_SITE.formatted("reverse_proxy BACKEND"), "`reverse_proxy`"));
  }
}
