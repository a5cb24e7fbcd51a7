package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.Headers;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The header fields that were sent, and those that arrived.
final class HeaderComparison {
  /// What proxies may change, or what is compared elsewhere.
  private static final Set<String> FREE =
      Set.of(
          "host",
          "connection",
          "accept-encoding",
          "content-length",
          "transfer-encoding",
          "expect",
          "te",
          "x-kolan-doctor",
          "x-kolan-echo");

  private HeaderComparison() {}

  /// The names of those that did not arrive.
  static List<String> missing(Headers sent, List<EchoReport.Header> arrived) {
    return sent.fields().stream()
        .map(Headers.Field::name)
        .filter(HeaderComparison::counts)
        .filter(name -> arrived.stream().noneMatch(header -> header.name().equalsIgnoreCase(name)))
        .toList();
  }

  /// The names of those that arrived with another value.
  static List<String> changed(Headers sent, List<EchoReport.Header> arrived) {
    return sent.fields().stream()
        .filter(field -> counts(field.name()))
        .filter(
            field ->
                arrived.stream()
                    .anyMatch(
                        header ->
                            header.name().equalsIgnoreCase(field.name())
                                && !header.value().equals(field.value())))
        .map(Headers.Field::name)
        .toList();
  }

  private static boolean counts(String name) {
    return !FREE.contains(name.toLowerCase(Locale.ROOT));
  }
}
