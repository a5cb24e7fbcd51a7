package app.kolan.twilio.signature;

import static app.kolan.twilio.signature.Difference.Kind.HOST;
import static app.kolan.twilio.signature.Difference.Kind.PORT;
import static app.kolan.twilio.signature.Difference.Kind.SCHEME;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The schemes, hosts and ports under which a request may have been signed: from its own headers,
/// from those of proxies, and from the settings.
final class BaseReadings {
  private final UrlBase checked;
  private final List<String> checkedSchemes;
  private final Set<String> schemes = new LinkedHashSet<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> ports = new LinkedHashSet<>();

  private BaseReadings(ArrivedRequest request, SignatureSettings settings) {
    SignedUrl url = SignedUrl.parse(request.checkedUrls().getFirst());
    checked = UrlBase.of(url);
    checkedSchemes =
        request.checkedUrls().stream().map(other -> SignedUrl.parse(other).scheme()).toList();
    addSchemes(request);
    hosts.add(checked.host());
    ports.addAll(List.of(checked.port(), ""));
    var forwarded = ForwardedHeaders.of(request);
    addAuthority(request.header("Host"));
    forwarded.authorities().forEach(this::addAuthority);
    if (!request.target().startsWith("/")) {
      addAuthority(authority(SignedUrl.parse(request.target())));
    }
    if (settings.publicUrl() != null) {
      addAuthority(authority(SignedUrl.parse(settings.publicUrl())));
    }
    forwarded.ports().forEach(port -> ports.add(":" + port));
    ports.addAll(List.of(":443", ":80"));
    if (settings.port() > 0) {
      ports.add(":" + settings.port());
    }
  }

  /// All of them, those with the fewest differences first.
  static List<Reading<UrlBase>> of(ArrivedRequest request, SignatureSettings settings) {
    return new BaseReadings(request, settings).readings();
  }

  private void addSchemes(ArrivedRequest request) {
    schemes.add(checked.scheme());
    schemes.addAll(
        switch (request.kind()) {
          case WEBHOOK -> List.of("https", "http", "wss", "ws");
          case SOCKET -> List.of("wss", "ws", "https", "http");
        });
  }

  private void addAuthority(String authority) {
    if (ForwardedHeaders.isAuthority(authority)) {
      UrlBase base = UrlBase.of(SignedUrl.parse("any://" + authority));
      hosts.add(base.host());
      hosts.add(base.host().toLowerCase(Locale.ROOT));
      ports.add(base.port());
    }
  }

  private static String authority(SignedUrl url) {
    return url.host() + url.port();
  }

  private List<Reading<UrlBase>> readings() {
    var ways = new Reading.Ways<>(checked);
    for (String host : hosts) {
      for (String scheme : schemes) {
        for (String port : ports) {
          var base = new UrlBase(scheme, host, port);
          ways.add(base, differences(base));
        }
      }
    }
    List<Reading<UrlBase>> readings = ways.list();
    readings.sort(Comparator.comparingInt(reading -> reading.differences().size()));
    return readings;
  }

  /// What differs; without a port, and with the usual one, is tried by the server too.
  private List<Difference> differences(UrlBase signed) {
    var differences = new ArrayList<Difference>();
    if (!checkedSchemes.contains(signed.scheme())) {
      differences.add(
          new Difference(SCHEME, "with %s, not %s".formatted(signed.scheme(), checked.scheme())));
    }
    if (!signed.host().equals(checked.host())) {
      differences.add(
          new Difference(
              HOST, "with the host %s, not %s".formatted(signed.host(), checked.host())));
    }
    boolean portIsTried =
        signed.port().isEmpty() || signed.unusualPort().equals(checked.unusualPort());
    if (!portIsTried) {
      differences.add(new Difference(PORT, "with the port " + signed.port().substring(1)));
    }
    return differences;
  }
}
