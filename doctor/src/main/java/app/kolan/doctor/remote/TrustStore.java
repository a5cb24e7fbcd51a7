package app.kolan.doctor.remote;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The trusted certificate authorities: those of the JDK, which are roughly those of browsers and
/// of Twilio.
final class TrustStore {
  private final X509TrustManager manager;

  private TrustStore(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      this.manager =
          Stream.of(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map((TrustManager found) -> (X509TrustManager) found)
              .findFirst()
              .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows whom to trust", e);
    }
  }

  static TrustStore publicOne() {
    return new TrustStore(null);
  }

  static TrustStore in(KeyStore store) {
    return new TrustStore(store);
  }

  /// Whether a chain leads to a trusted authority and was valid once. It may have expired since.
  boolean trusts(List<X509Certificate> chain) {
    try {
      String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
      manager.checkServerTrusted(
          chain.toArray(X509Certificate[]::new),
          algorithm.equals("RSA") ? "ECDHE_RSA" : "ECDHE_ECDSA");
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Whether the issuer of this certificate is trusted.
  boolean knowsIssuerOf(X509Certificate certificate) {
    return Stream.of(manager.getAcceptedIssuers())
        .filter(root -> root.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .anyMatch(root -> isSignedBy(certificate, root.getPublicKey()));
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && isSignedBy(certificate, certificate.getPublicKey());
  }

  static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
