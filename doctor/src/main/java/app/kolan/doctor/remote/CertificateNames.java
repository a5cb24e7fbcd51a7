package app.kolan.doctor.remote;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The names that a certificate is valid for.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9525
final class CertificateNames {
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  private CertificateNames() {}

  /// Names and addresses, as they are written in it.
  static List<String> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> kind(name) == DNS_NAME || kind(name) == ADDRESS)
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static int kind(List<?> name) {
    return name.getFirst() instanceof Integer kind ? kind : -1;
  }

  /// Whether a host is among them. `*` stands for one label, the leftmost.
  static boolean cover(X509Certificate certificate, String host) {
    return of(certificate).stream().anyMatch(name -> matches(name, host));
  }

  private static boolean matches(String name, String host) {
    if (isAddress(host) || isAddress(name)) {
      return isAddress(host)
          && isAddress(name)
          && InetAddress.ofLiteral(host).equals(InetAddress.ofLiteral(name));
    }
    String pattern = name.toLowerCase(Locale.ROOT);
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return pattern.equals(wanted)
        || pattern.startsWith("*.")
            && dot > 0
            && pattern.substring(1).equals(wanted.substring(dot));
  }

  private static boolean isAddress(String text) {
    return text.contains(":") || text.matches("[0-9]+(\\.[0-9]+){3}");
  }
}
