package app.kolan.server.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells who asks from this machine itself, and not through a proxy that runs on it: by the
/// address, by a `Host` that means this machine, and by the lack of anything that proxies add. A
/// web page in a browser here, which would have a host of its own or an `Origin`, does not pass
/// either.
final class LocalOnly {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");
  private static final Set<String> OF_PROXIES =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "cf-ray",
          "cdn-loop",
          "origin");

  private LocalOnly() {}

  static boolean allows(HttpServerRequest request) {
    return isThisMachine(request.remoteAddress().hostAddress())
        && isThisMachine(request.localAddress().hostAddress())
        && request.version() == HttpVersion.HTTP_1_1
        && names(request.getHeader("Host"))
        && request.headers().names().stream().noneMatch(LocalOnly::isOfProxy);
  }

  private static boolean isThisMachine(@Nullable String address) {
    return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  private static boolean names(@Nullable String host) {
    return host != null && THIS_MACHINE.matcher(host).matches();
  }

  private static boolean isOfProxy(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.startsWith("x-forwarded")
        || small.startsWith("x-original")
        || OF_PROXIES.contains(small);
  }
}
