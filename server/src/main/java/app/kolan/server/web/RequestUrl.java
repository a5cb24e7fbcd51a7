package app.kolan.server.web;

import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.signature.ArrivedRequest;
import app.kolan.twilio.signature.RequestBody;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out under which URL the carrier has called.
///
/// A configured public URL is the answer. Without one, the forwarded headers of a trusted proxy
/// are, and else the `Host` header. The request target stays byte for byte as it was sent.
///
/// @param configured null when it is to be found out
record RequestUrl(@Nullable PublicUrl configured, TrustedProxies proxies) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

  /// The public URL that this request came in by.
  PublicUrl base(HttpServerRequest request) {
    if (configured != null) {
      return configured;
    }
    boolean forwarded = comesFromTrustedProxy(request);
    String scheme =
        first(request, "X-Forwarded-Proto", forwarded)
            .map(RequestUrl::webScheme)
            .orElse(request.isSSL() ? "https" : "http");
    String authority =
        first(request, "X-Forwarded-Host", forwarded)
            .or(() -> Optional.ofNullable(request.getHeader("Host")))
            .filter(text -> AUTHORITY.matcher(text).matches())
            .orElse("localhost");
    return new PublicUrl(scheme, authority, "");
  }

  /// Whether whoever sent this sees an `https` URL, as far as is known: by TLS here, by the word of
  /// a trusted proxy, or since the request names the host of a public URL that is one.
  boolean isSecure(HttpServerRequest request) {
    boolean forwarded =
        first(request, "X-Forwarded-Proto", comesFromTrustedProxy(request))
            .filter(proto -> webScheme(proto).equals("https"))
            .isPresent();
    return request.isSSL()
        || forwarded
        || (configured != null
            && configured.isSecure()
            && configured.authority().equalsIgnoreCase(request.getHeader("Host")));
  }

  /// The URLs over which a webhook may be signed, most likely first.
  List<String> webhookUrls(HttpServerRequest request) {
    PublicUrl base = base(request);
    return targets(request, base).stream()
        .map(target -> base.scheme() + "://" + base.authority() + target)
        .toList();
  }

  /// The URLs over which a socket's upgrade may be signed. The carrier opens sockets over `wss`
  /// alone; `ws` is for a simulator without TLS.
  List<String> socketUrls(HttpServerRequest request) {
    PublicUrl base = base(request);
    var urls = new ArrayList<String>();
    for (String scheme : base.isSecure() ? List.of("wss") : List.of("ws", "wss")) {
      for (String target : targets(request, base)) {
        urls.add(scheme + "://" + base.authority() + target);
      }
    }
    return urls;
  }

  /// The request as it is explained when its signature does not match.
  ///
  /// @param urls the URLs over which it was checked
  ArrivedRequest arrived(
      HttpServerRequest request, ArrivedRequest.Kind kind, List<String> urls, RequestBody body) {
    var headers = new HashMap<String, String>();
    for (String name : request.headers().names()) {
      headers.put(name, String.join(", ", request.headers().getAll(name)));
    }
    return new ArrivedRequest(
        kind,
        request.method().name(),
        request.uri(),
        request.isSSL(),
        headers,
        body,
        urls,
        comesFromTrustedProxy(request));
  }

  private static List<String> targets(HttpServerRequest request, PublicUrl base) {
    String target = originForm(request.uri());
    boolean keptPrefix = base.prefix().isEmpty() || target.startsWith(base.prefix() + "/");
    return keptPrefix ? List.of(target) : List.of(base.prefix() + target);
  }

  /// The target without the scheme and host that a proxy may send (RFC 9112, section 3.2.2).
  private static String originForm(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int hostStart = target.indexOf("://");
    int path = hostStart < 0 ? -1 : target.indexOf('/', hostStart + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /// Where a request comes from, as far as that is known: behind a trusted proxy, the last address
  /// that it has forwarded.
  String clientAddress(HttpServerRequest request) {
    String peer = String.valueOf(request.remoteAddress().hostAddress());
    String forwarded = comesFromTrustedProxy(request) ? request.getHeader("X-Forwarded-For") : null;
    if (forwarded == null) {
      return peer;
    }
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    try {
      return InetAddress.ofLiteral(last).getHostAddress();
    } catch (IllegalArgumentException _) {
      return peer;
    }
  }

  boolean comesFromTrustedProxy(HttpServerRequest request) {
    String peer = request.remoteAddress().hostAddress();
    return peer != null && proxies.trust(InetAddress.ofLiteral(peer));
  }

  private static Optional<String> first(HttpServerRequest request, String name, boolean counts) {
    String value = counts ? request.getHeader(name) : null;
    if (value == null) {
      return Optional.empty();
    }
    int comma = value.indexOf(',');
    return Optional.of(comma < 0 ? value : value.substring(0, comma))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static String webScheme(String forwarded) {
    return switch (forwarded.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> "https";
      default -> "http";
    };
  }
}
