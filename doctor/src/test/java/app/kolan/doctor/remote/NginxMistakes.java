package app.kolan.doctor.remote;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// What people get wrong in the configuration of nginx, and what the doctor says of it first.
final class NginxMistakes {
  private static final String UPGRADE =
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection $connection_upgrade;";
  private static final String WITHOUT_HOST = "proxy_pass http://BACKEND;" + UPGRADE;

  private NginxMistakes() {}

  /// Directives of a location, what is found, its cause, a part of the remedy, and a code.
  static Stream<Arguments> ofLocations() {
    return Stream.of(
        Arguments.of(
            WITHOUT_HOST + "proxy_set_header Host backend.internal;",
            "thinks that it is called under http://backend.internal",
            "replaces Host by “backend.internal”",
            "proxy_set_header Host $http_host;",
            11200),
        Arguments.of(
            WITHOUT_HOST + "proxy_set_header Host $host;",
            "thinks that it is called under http://127.0.0.1,",
            "drops the port",
            "proxy_set_header Host $http_host;",
            11200),
        Arguments.of(
            WITHOUT_HOST + "proxy_set_header Host $host:8080;",
            "thinks that it is called under http://127.0.0.1:8080",
            "adds or changes the port",
            "proxy_set_header Host $http_host;",
            11200),
        Arguments.of(
            "proxy_pass http://BACKEND; proxy_set_header Host $http_host;",
            "the upgrade is answered 426 in place of 101",
            "drops the Upgrade: Kolan sees a plain GET, in HTTP/1.0, with Connection “close”",
            "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;",
            31920),
        Arguments.of(
            "rewrite ^(.*)$ $1? break;" + Nginx.GOOD,
            "the query is taken off",
            "changes URLs on their way",
            "proxy_pass http://127.0.0.1:8080; without a path",
            11200),
        Arguments.of(
            "rewrite ^(.*)$ $1/ break;" + Nginx.GOOD,
            "a slash is added at the end of the path",
            "Twilio has signed the one that it calls",
            "no `rewrite`",
            11200),
        Arguments.of(
            "rewrite ^(.*)$ /app$1 break;" + Nginx.GOOD,
            "the prefix /app is added to the path",
            "Twilio has signed the one that it calls",
            "no `rewrite`",
            11200),
        Arguments.of(
            "proxy_pass http://BACKEND$uri$is_args$args; proxy_set_header Host $http_host;"
                + UPGRADE,
            "/A%20b does not get through",
            "changes URLs on their way",
            "without anything after the port",
            11200),
        Arguments.of(
            WITHOUT_HOST
                + "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto https;",
            "thinks that it is called under https://127.0.0.1",
            "sets X-Forwarded-Proto to “https”",
            "proxy_set_header X-Forwarded-Proto $scheme;",
            11200),
        Arguments.of(
            Nginx.GOOD + "proxy_set_header X-Twilio-Signature \"\";",
            "X-Twilio-Signature does not arrive",
            "nginx takes the header off",
            "proxy_set_header X-Twilio-Signature",
            31920),
        Arguments.of(
            Nginx.GOOD + "proxy_pass_request_headers off;",
            "headers are lost on the way: X-Kolan-Doctor",
            "without X-Twilio-Signature the server refuses",
            "proxy_pass_request_headers off",
            11200),
        Arguments.of(
            "return 301 https://$host$request_uri;",
            "the voice URL is redirected: 301",
            "Twilio follows 301 with a GET",
            "remove `return 301 …`",
            11200),
        Arguments.of(
            "client_max_body_size 100;" + Nginx.GOOD,
            "the voice URL is answered 413 by nginx",
            "takes no body of",
            "client_max_body_size 1m;",
            11200),
        Arguments.of(
            "client_max_body_size 8k;" + Nginx.GOOD,
            "a form of 16 KB is answered 413",
            "before the server sees it",
            "client_max_body_size 1m;",
            11200),
        Arguments.of(
            "auth_basic x; auth_basic_user_file /dev/null;" + Nginx.GOOD,
            "the voice URL is answered 401 by nginx",
            "asks for a user and a password",
            "auth_basic off;",
            11200),
        Arguments.of(
            "if ($http_user_agent ~* twilio) { return 403; }" + Nginx.GOOD,
            "the voice URL is answered 403 by nginx",
            "passes when its User-Agent is not Twilio's",
            "$http_user_agent",
            11200),
        Arguments.of(
            "if ($http_user_agent ~* twilio) { return 444; }" + Nginx.GOOD,
            "the voice URL is closed without an answer",
            "passes when its User-Agent is not Twilio's",
            "$http_user_agent",
            11200),
        Arguments.of(
            "if ($http_origin = \"\") { return 403; }" + Nginx.GOOD,
            "the voice URL is answered 403 by nginx",
            "passes with the Origin",
            "allow",
            11200),
        Arguments.of(
            "limit_except GET { deny all; }" + Nginx.GOOD,
            "the voice URL is answered 403 by nginx",
            "passes as a GET: POST is refused",
            "limit_except",
            11200),
        Arguments.of(
            "allow 10.0.0.0/8; deny all;" + Nginx.GOOD,
            "the voice URL is answered 403 by nginx",
            "by the sender's address or a rule on the path",
            "Twilio calls from any address",
            11200),
        Arguments.of(
            "proxy_method GET;" + Nginx.GOOD,
            "POST arrives as GET",
            "changes the method",
            "proxy_method",
            11200),
        Arguments.of(
            "proxy_pass_request_body off; proxy_set_header Content-Length \"\";" + Nginx.GOOD,
            "the form is taken off",
            "Twilio has signed its parameters",
            "proxy_pass_request_body off",
            11200),
        Arguments.of(
            "proxy_pass http://127.0.0.1:9;",
            "the voice URL is answered 502 by nginx",
            "gets no answer from the server behind it",
            "proxy_pass",
            11200),
        Arguments.of(
            "proxy_hide_header Content-Type; add_header Content-Type text/csv always;" + Nginx.GOOD,
            "the Content-Type of TwiML becomes text/csv",
            "the server says application/xml",
            "proxy_hide_header Content-Type",
            12300),
        Arguments.of(
            "sub_filter http:// https://; sub_filter_types *; sub_filter_once off;"
                + Nginx.GOOD
                + "proxy_set_header Accept-Encoding \"\";",
            "Kolan's answers arrive changed",
            "replaces text within the body",
            "sub_filter",
            12100),
        Arguments.of(
            "add_header Sec-WebSocket-Protocol chat always;" + Nginx.GOOD,
            "the answer forces Sec-WebSocket-Protocol: chat",
            "Twilio has asked for none",
            "add_header Sec-WebSocket-",
            31924));
  }

  /// Directives of http and of a server, what is found, its cause, a part of the remedy, and a
  /// code.
  static Stream<Arguments> ofServers() {
    String listen = "listen 127.0.0.1:PORT; location / { " + Nginx.GOOD + " %s } %s";
    return Stream.of(
        Arguments.of(
            "",
            listen.formatted(
                "",
                "location /static/ { proxy_hide_header Content-Type; add_header Content-Type"
                    + " text/plain always; "
                    + Nginx.GOOD
                    + "}"),
            "the Content-Type of sounds becomes text/plain",
            "the server says audio/mpeg",
            "Content-Type",
            13420),
        Arguments.of(
            "",
            listen.formatted("", "location /static/ { root /nonexistent; }"),
            "a sound is answered 404 by nginx",
            "does not pass this path on to Kolan",
            "location /",
            11200),
        Arguments.of(
            "",
            "listen 127.0.0.1:PORT; location /webhook/ { "
                + Nginx.GOOD
                + " } location /static/ { "
                + Nginx.GOOD
                + " }",
            "the media socket is answered 404 by nginx",
            "another path of Kolan's is passed on, and this one is not",
            "a location for this path",
            31920),
        Arguments.of(
            "",
            "listen 127.0.0.1:PORT; location = /webhook/incoming_call { %s } location /static/ { %s }"
                    .formatted(Nginx.GOOD, Nginx.GOOD)
                + " location /ws/ { %s } location = /webhook/stream_ended { %s }"
                    .formatted(Nginx.GOOD, Nginx.GOOD)
                + " location = /webhook/echo { %s } location / { return 403; }"
                    .formatted(Nginx.GOOD),
            "/webhook/handle_recording (answered 403)",
            "the message of a caller is not taken down",
            "a location for this path",
            11200),
        Arguments.of(
            "",
            listen.formatted("", "location /webhook/call_status { return 404; }"),
            "1 of the paths that Twilio asks in a call do not get through: /webhook/call_status"
                + " (answered 404)",
            "the end of a call is not known",
            "a location for this path",
            15003),
        Arguments.of(
            "",
            listen.formatted(
                "proxy_intercept_errors on;",
                "error_page 403 404 500 =200 /oops; location = /oops { internal; return 200 oops; }"),
            "an answer of 403 arrives as 200",
            "turns errors of the server into something else",
            "proxy_intercept_errors off",
            11200),
        Arguments.of(
            "proxy_cache_path HOME/cache keys_zone=z:1m;",
            listen.formatted(
                "proxy_cache z; proxy_cache_methods GET HEAD POST; proxy_cache_key $uri;"
                    + " proxy_cache_valid any 1m;",
                ""),
            "an answer comes from a cache",
            "two different requests",
            "proxy_cache off",
            11200),
        Arguments.of(
            "limit_req_zone $binary_remote_addr zone=r:1m rate=1r/s;",
            listen.formatted("limit_req zone=r;", ""),
            "in quick succession is refused with 503",
            "limits the rate of requests",
            "limit_req",
            11200),
        Arguments.of(
            "",
            listen.formatted(
                "",
                "location /ws/ { if ($http_user_agent ~ Tme) { return 403; } " + Nginx.GOOD + "}"),
            "the media socket is answered 403 by nginx",
            "passes when its User-Agent is not Twilio's (Twilio.TmeWs/1.0)",
            "$http_user_agent",
            31920),
        Arguments.of(
            "",
            listen.formatted(
                "",
                "location /ws/ { proxy_set_header Sec-WebSocket-Key AAAAAAAAAAAAAAAAAAAAAA==; "
                    + Nginx.GOOD
                    + "}"),
            "Sec-WebSocket-Accept is wrong",
            "a header of the handshake is changed",
            "Sec-WebSocket",
            31920));
  }
}
