package app.kolan.doctor.remote;

/// What to change in a proxy's configuration, by the name of its directive.
enum Directive {
  HOST(
      "proxy_set_header Host $http_host;",
      "remove `http-request set-header Host …`",
      "remove `header_up Host …`",
      "remove the Host header override (Rules → Origin Rules)"),
  PROTO(
      "proxy_set_header X-Forwarded-Proto $scheme;",
      "http-request set-header X-Forwarded-Proto https if { ssl_fc }",
      "remove `header_up X-Forwarded-Proto …`: Caddy sets it by itself",
      "set SSL/TLS to Full (strict), so that the origin is called by https"),
  FORWARDED_HOST(
      "proxy_set_header X-Forwarded-Host $http_host;",
      "http-request set-header X-Forwarded-Host %[req.hdr(Host)]",
      "remove `header_up X-Forwarded-Host …`: Caddy sets it by itself",
      "remove the rule that sets X-Forwarded-Host (Rules → Transform Rules)"),
  PATH(
      "proxy_pass http://127.0.0.1:8080; without anything after the port, and no `rewrite`",
      "remove `http-request set-path`, `replace-path` and `normalize-uri`",
      "`handle` in place of `handle_path`, and no `uri` or `rewrite`",
      "switch off URL normalisation and rewrites (Rules → Settings, Transform Rules)"),
  QUERY(
      "proxy_pass http://127.0.0.1:8080; without a path or variables, and no `rewrite … ?`",
      "remove `http-request set-query`, `set-uri` and `normalize-uri`",
      "remove `uri query` and `rewrite`",
      "remove the rule that rewrites the query (Rules → Transform Rules)"),
  HEADERS(
      "remove `proxy_set_header X-Twilio-Signature …` and `proxy_pass_request_headers off`",
      "remove `http-request del-header …`",
      "remove `header_up -X-…`",
      "remove the rule that takes headers off (Rules → Transform Rules)"),
  METHOD(
      "remove `proxy_method`, and allow POST in `limit_except`",
      "remove `http-request set-method`, and the rule that denies POST",
      "remove `method` in `reverse_proxy`, and the matcher that leaves POST out",
      "remove the rule that blocks or changes POST"),
  BODY(
      "remove `proxy_set_body` and `proxy_pass_request_body off`",
      "remove the filter or Lua that changes bodies",
      "remove what changes `request_body`",
      "remove the Worker that changes bodies"),
  BODY_SIZE(
      "client_max_body_size 1m;",
      "raise `tune.bufsize`, or remove the rule on `req.body_size`",
      "request_body { max_size 1MB }",
      "remove the rule on the body's size (Security → WAF)"),
  UPGRADE(
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection \"upgrade\";",
      "remove `option httpclose`, `option http-server-close` on sockets, and rules that take"
          + " Upgrade or Connection off",
      "remove `header_up -Upgrade` and `header_up -Connection`: Caddy passes upgrades by itself",
      "switch WebSockets on (Network → WebSockets)"),
  IDLE(
      "proxy_read_timeout 2h; proxy_send_timeout 2h;",
      "timeout tunnel 2h",
      "remove `stream_timeout`, and `read_timeout` in `transport http`",
      "idle sockets are cut after 100 s: point Twilio at a name that is not proxied (grey cloud)"),
  SLOW(
      "proxy_read_timeout 20s; and see why the server behind it is slow",
      "timeout server 20s, and see why the server behind it is slow",
      "response_header_timeout 20s, and see why the server behind it is slow",
      "see why the server behind it is slow"),
  UPSTREAM(
      "let `proxy_pass` name the address and the port that the server listens on",
      "let `server` name the address and the port that the server listens on, and see its `check`",
      "let `reverse_proxy` name the address and the port that the server listens on",
      "see that the origin's address and port are right (DNS, Origin Rules)"),
  LOGIN(
      "auth_basic off; in the locations that Twilio calls",
      "remove `http-request auth` for the paths that Twilio calls",
      "leave the paths that Twilio calls out of `basic_auth` and `forward_auth`",
      "add a Bypass policy in Access for the paths that Twilio calls"),
  AGENT(
      "remove the `if ($http_user_agent …)` or `map $http_user_agent …` that refuses it",
      "remove the rule on `req.hdr(User-Agent)`, or except `TwilioProxy` and `Twilio.TmeWs`",
      "remove the matcher on `header User-Agent`",
      "add a WAF rule that skips bot checks for the paths that Twilio calls"),
  ACCESS(
      "see `allow`/`deny`, `limit_except`, `auth_request` and `if … return 403`: Twilio calls from"
          + " any address",
      "see `http-request deny`: Twilio calls from any address",
      "see `respond 403` and `remote_ip`: Twilio calls from any address",
      "see Security → Events for what has blocked it, and skip that for the paths that Twilio"
          + " calls"),
  RATE(
      "remove `limit_req` and `limit_conn` for the paths that Twilio calls, or raise rate and burst",
      "remove the `stick-table` rule (`deny deny_status 429`), or raise its rate and `maxconn`",
      "remove `rate_limit` for the paths that Twilio calls",
      "leave the paths that Twilio calls out of the rate limiting rules"),
  REDIRECT(
      "remove `return 301 …` and `rewrite … permanent` for the paths that Twilio calls",
      "remove `http-request redirect` for the paths that Twilio calls",
      "remove `redir` for the paths that Twilio calls",
      "remove the redirect rule, and “Always Use HTTPS” if the URL is http"),
  ROUTE(
      "location / { proxy_pass http://127.0.0.1:8080; } or a location for this path",
      "let `use_backend` or `default_backend` lead this path to the server",
      "let the matcher of `reverse_proxy` include this path",
      "see that no Worker or Page Rule takes this path"),
  ERRORS(
      "proxy_intercept_errors off; and no `error_page` for what comes from the server",
      "remove `http-response return` and `http-error` for what comes from the server",
      "remove `handle_response` in `reverse_proxy`",
      "remove the custom error pages"),
  CACHE(
      "proxy_cache off; in the locations that Twilio calls",
      "remove `http-request cache-use` for the paths that Twilio calls",
      "remove `cache` for the paths that Twilio calls",
      "a Cache Rule that bypasses the cache for the paths that Twilio calls"),
  TYPE(
      "remove `proxy_hide_header Content-Type`, `add_header Content-Type` and `default_type`",
      "remove `http-response set-header Content-Type`",
      "remove `header Content-Type`",
      "remove the rule that sets Content-Type (Rules → Transform Rules)"),
  COMPRESSION(
      "gzip off; and no `gzip_static always`",
      "remove `filter compression` and `compression algo`",
      "remove `encode`",
      "remove the Compression Rule"),
  ANSWER(
      "remove `sub_filter`, `add_before_body` and `add_after_body`",
      "remove the filter that changes answers",
      "remove `replace`",
      "switch off Email Obfuscation, Rocket Loader and Automatic HTTPS Rewrites"),
  CERTIFICATE(
      "ssl_certificate …/fullchain.pem; ssl_certificate_key …/privkey.pem;",
      "bind :443 ssl crt … with certificate, intermediates and key in one file",
      "remove `tls internal`: Caddy then fetches a certificate by itself",
      "proxy the name (orange cloud), or install a certificate that browsers accept"),
  CLIENT_CERTIFICATE(
      "ssl_verify_client off;",
      "remove `verify required` from `bind`",
      "remove `client_auth`",
      "switch off mTLS for this host (SSL/TLS → Client Certificates)"),
  TLS_VERSION(
      "ssl_protocols TLSv1.2 TLSv1.3;",
      "bind … ssl-min-ver TLSv1.2",
      "tls { protocols tls1.2 tls1.3 }",
      "set Minimum TLS Version to 1.2 (SSL/TLS → Edge Certificates)"),
  LISTEN(
      "listen 443 ssl;",
      "bind :443 ssl crt …",
      "name the site without `http://` and without a port",
      "set SSL/TLS to Full (strict)"),
  SUBPROTOCOL(
      "remove `add_header Sec-WebSocket-…` and `proxy_set_header Sec-WebSocket-…`",
      "remove `http-response set-header Sec-WebSocket-…`",
      "remove `header_up Sec-WebSocket-…` and `header Sec-WebSocket-…`",
      "remove the rule that sets Sec-WebSocket-…");

  private final String nginx;
  private final String haproxy;
  private final String caddy;
  private final String cloudflare;

  Directive(String nginx, String haproxy, String caddy, String cloudflare) {
    this.nginx = nginx;
    this.haproxy = haproxy;
    this.caddy = caddy;
    this.cloudflare = cloudflare;
  }

  /// The directive of this kind of proxy; those of the usual proxies when the kind is unknown.
  String in(ProxyKind proxy) {
    return switch (proxy) {
      case NGINX -> "In nginx: " + nginx;
      case HAPROXY -> "In haproxy: " + haproxy;
      case CADDY -> "In Caddy: " + caddy;
      case CLOUDFLARE -> "At Cloudflare: " + cloudflare;
      case APACHE, TRAEFIK, NGROK ->
          "In %s, what in nginx would be: %s".formatted(proxy.title(), nginx);
      case UNKNOWN ->
          "In nginx: %s In haproxy: %s In Caddy: %s"
              .formatted(ended(nginx), ended(haproxy), ended(caddy));
    };
  }

  /// A directive as the end of a sentence.
  private static String ended(String directive) {
    return directive.endsWith(";") || directive.endsWith(".") ? directive : directive + ".";
  }
}
