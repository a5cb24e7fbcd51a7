package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.server.telephony.echo.EchoReport;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Why a server derives another base URL than the public one: scheme, host or port.
final class BaseChange {
  private final URI called;
  private final EchoReport arrived;
  private final ProxyKind proxy;
  private final Endpoint real;
  private final Endpoint trusted;

  private BaseChange(URI called, EchoReport arrived, ProxyKind proxy) {
    this.called = called;
    this.arrived = arrived;
    this.proxy = proxy;
    this.real = Endpoint.of(called);
    this.trusted = trusted(arrived.base());
  }

  /// The finding, if the bases differ.
  static Optional<Finding> explain(URI called, EchoReport arrived, ProxyKind proxy) {
    var change = new BaseChange(called, arrived, proxy);
    return change.real.lower().equals(change.trusted.lower())
        ? Optional.empty()
        : Optional.of(change.explain());
  }

  private static Endpoint trusted(String base) {
    try {
      return Endpoint.of(URI.create(base));
    } catch (IllegalArgumentException e) {
      return new Endpoint(false, base, 0);
    }
  }

  private Finding explain() {
    String what =
        "the server thinks that it is called under %s, and it is called under %s"
            .formatted(arrived.base(), base());
    return Finding.broken(what, why(), remedy()).raising(11200, 31920);
  }

  private String why() {
    String configured = arrived.configured();
    if (configured != null) {
      return "KOLAN_PUBLIC_URL is %s there: it differs in its %s from the URL that Twilio calls"
          .formatted(configured, parts());
    }
    String setting = "KOLAN_PUBLIC_URL is not set, so the server goes by the headers: ";
    if (isDistrusted()) {
      return setting
          + "X-Forwarded-Proto is “%s” and X-Forwarded-Host “%s”, but they come from %s, which is not"
              .formatted(header("X-Forwarded-Proto"), header("X-Forwarded-Host"), arrived.peer())
          + " in KOLAN_TRUSTED_PROXIES (%s), so they do not count"
              .formatted(String.join(", ", arrived.trustedProxies()));
    }
    if (!hostIsRight()) {
      return setting + hostCause() + (schemeIsRight() ? "" : "; and " + schemeCause());
    }
    return setting + (schemeIsRight() ? portCause() : schemeCause());
  }

  /// Whether forwarded headers arrived whose values would have been right.
  private boolean isDistrusted() {
    String scheme = header("X-Forwarded-Proto").split(",", 2)[0].strip();
    String authority = header("X-Forwarded-Host").split(",", 2)[0].strip();
    boolean wouldFixScheme =
        !schemeIsRight() && scheme.equalsIgnoreCase(real.secure() ? "https" : "http");
    boolean wouldFixHost =
        !(hostIsRight() && portIsRight()) && authority.equalsIgnoreCase(real.authority());
    return !arrived.peerTrusted() && (wouldFixScheme || wouldFixHost);
  }

  private String hostCause() {
    String forwarded = header("X-Forwarded-Host");
    if (!forwarded.isEmpty() && arrived.peerTrusted()) {
      return "%s sets X-Forwarded-Host to “%s”".formatted(proxy.title(), forwarded);
    }
    return "%s replaces Host by “%s”, and tells the real one in no X-Forwarded-Host"
        .formatted(proxy.title(), header("Host"));
  }

  private String portCause() {
    String forwarded = header("X-Forwarded-Host");
    boolean byForwarded = !forwarded.isEmpty() && arrived.peerTrusted();
    String shown = byForwarded ? "X-Forwarded-Host “%s”" : "Host “%s”";
    boolean dropped = !(byForwarded ? forwarded : header("Host")).contains(":");
    return "%s %s: %s arrives"
        .formatted(
            proxy.title(),
            dropped ? "drops the port " + real.port() : "adds or changes the port",
            shown.formatted(byForwarded ? forwarded : header("Host")));
  }

  private String schemeCause() {
    String forwarded = header("X-Forwarded-Proto");
    return forwarded.isEmpty()
        ? "%s tells no X-Forwarded-Proto, so the server thinks of plain http"
            .formatted(proxy.title())
        : "%s sets X-Forwarded-Proto to “%s”".formatted(proxy.title(), forwarded);
  }

  private String remedy() {
    String setting = "KOLAN_PUBLIC_URL=%s settles it whatever the proxy does".formatted(base());
    if (arrived.configured() != null) {
      return "Set KOLAN_PUBLIC_URL=%s, or let the URLs of the number begin with %s."
          .formatted(base(), arrived.configured());
    }
    if (isDistrusted()) {
      return "Set KOLAN_TRUSTED_PROXIES=%s; or %s.".formatted(arrived.peer(), setting);
    }
    Directive directive =
        schemeIsRight() || !hostIsRight()
            ? header("X-Forwarded-Host").isEmpty() ? Directive.HOST : Directive.FORWARDED_HOST
            : Directive.PROTO;
    return "%s. Or: %s".formatted(setting, directive.in(proxy));
  }

  private String parts() {
    return schemeIsRight()
        ? hostIsRight() ? "port" : "host"
        : hostIsRight() ? "scheme" : "scheme and host";
  }

  private boolean schemeIsRight() {
    return real.secure() == trusted.secure();
  }

  private boolean hostIsRight() {
    return real.host().equalsIgnoreCase(trusted.host());
  }

  private boolean portIsRight() {
    return real.port() == trusted.port();
  }

  private String base() {
    return (real.secure() ? "https://" : "http://") + real.authority() + prefix();
  }

  private String prefix() {
    String path = String.valueOf(called.getRawPath());
    int webhook = path.indexOf("/webhook/");
    return webhook > 0 ? path.substring(0, webhook) : "";
  }

  private String header(String name) {
    return arrived.header(name).orElse("").toLowerCase(Locale.ROOT);
  }
}
