package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// What is wrong with the certificates that a server sends.
final class CertificateJudge {
  private static final int SOON_DAYS = 14;

  private CertificateJudge() {}

  /// The faults; empty when there are none.
  ///
  /// @param sent the server's own first
  static List<Finding> judge(
      Examination examination, TrustStore trust, List<X509Certificate> sent) {
    var findings = new ArrayList<Finding>();
    Instant now = Instant.now();
    X509Certificate own = sent.getFirst();
    sent.stream()
        .map(certificate -> dates(examination, certificate, now))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(findings::add);
    String host = examination.endpoint().bareHost();
    if (!CertificateNames.cover(own, host)) {
      findings.add(
          Finding.broken(
                  "the certificate is not for %s".formatted(host),
                  "it is for %s: the proxy sends another site's, or its default one"
                      .formatted(names(own)),
                  "Get a certificate for %s. %s"
                      .formatted(host, Directive.CERTIFICATE.in(examination.proxy())))
              .raising(11235, 31910));
    }
    chain(examination, trust, sent, now).ifPresent(findings::add);
    return findings;
  }

  static long daysLeft(X509Certificate certificate, Instant now) {
    return Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
  }

  private static Optional<Finding> dates(
      Examination examination, X509Certificate certificate, Instant now) {
    String whose = "the certificate of " + names(certificate);
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      return Optional.of(
          Finding.broken(
                  "%s has expired on %s"
                      .formatted(whose, day(certificate.getNotAfter().toInstant())),
                  "it was not renewed, or it was and the proxy has not read the new one",
                  "Renew it (`certbot renew`), reload the proxy, and see that both happen by"
                      + " themselves. "
                      + Directive.CERTIFICATE.in(examination.proxy()))
              .raising(11236, 31910));
    }
    if (certificate.getNotBefore().toInstant().isAfter(now)) {
      return Optional.of(
          Finding.broken(
                  "%s is not good before %s"
                      .formatted(whose, day(certificate.getNotBefore().toInstant())),
                  "it is newer than the clock of this machine, or of whoever has made it",
                  "See that the clocks are right, or wait.")
              .raising(11236, 31910));
    }
    if (daysLeft(certificate, now) < SOON_DAYS) {
      return Optional.of(
          Finding.warning(
                  "%s expires in %d days".formatted(whose, daysLeft(certificate, now)),
                  "nothing has renewed it yet; most renew themselves 30 days before",
                  "See why it is not renewed: `certbot renew --dry-run`, and reload the proxy after"
                      + " it.")
              .raising(11236));
    }
    return Optional.empty();
  }

  private static Optional<Finding> chain(
      Examination examination, TrustStore trust, List<X509Certificate> sent, Instant now) {
    boolean datesAreGood =
        sent.stream()
            .allMatch(
                certificate ->
                    certificate.getNotAfter().toInstant().isAfter(now)
                        && certificate.getNotBefore().toInstant().isBefore(now));
    X509Certificate top = top(sent);
    boolean leadsToTrust = trust.knowsIssuerOf(top) || datesAreGood && trust.trusts(sent);
    if (leadsToTrust) {
      return Optional.empty();
    }
    X509Certificate own = sent.getFirst();
    if (TrustStore.isSelfSigned(own)) {
      return Optional.of(
          Finding.broken(
                  "the certificate is self-signed",
                  "%s has signed it itself, so nobody believes it".formatted(names(own)),
                  "Get one that browsers accept, such as from Let's Encrypt. "
                      + Directive.CERTIFICATE.in(examination.proxy()))
              .raising(11237, 31910));
    }
    if (TrustStore.isSelfSigned(top)) {
      return Optional.of(
          Finding.broken(
                  "the certificate's issuer is not known to the world",
                  "the chain leads to “%s”, a certificate authority of somebody's own"
                      .formatted(common(top.getSubjectX500Principal())),
                  "Get one that browsers accept, such as from Let's Encrypt. "
                      + Directive.CERTIFICATE.in(examination.proxy()))
              .raising(11237, 31910));
    }
    return Optional.of(
        Finding.broken(
                "an intermediate certificate is missing",
                "the server sends %d certificate(s), and “%s”, which has signed the last of them, is"
                        .formatted(sent.size(), common(top.getIssuerX500Principal()))
                    + " neither sent nor a public root. Browsers may know it from elsewhere; Twilio"
                    + " does not",
                "Send the full chain, fullchain.pem and not cert.pem. "
                    + Directive.CERTIFICATE.in(examination.proxy()))
            .raising(11237, 31910));
  }

  /// The last certificate of the chain that starts at the server's own.
  private static X509Certificate top(List<X509Certificate> sent) {
    X509Certificate top = sent.getFirst();
    for (int steps = 0; steps < sent.size() && !TrustStore.isSelfSigned(top); steps++) {
      X509Certificate below = top;
      top =
          sent.stream()
              .filter(
                  above ->
                      !above.equals(below) && TrustStore.isSignedBy(below, above.getPublicKey()))
              .findFirst()
              .orElse(below);
    }
    return top;
  }

  private static String names(X509Certificate certificate) {
    List<String> names = CertificateNames.of(certificate);
    return names.isEmpty()
        ? "“" + common(certificate.getSubjectX500Principal()) + "”"
        : String.join(", ", names);
  }

  private static String common(X500Principal principal) {
    return principal.getName().replaceFirst("(?s).*?CN=([^,]*).*", "$1");
  }

  private static String day(Instant instant) {
    return instant.toString().substring(0, "2026-11-21".length());
  }
}
