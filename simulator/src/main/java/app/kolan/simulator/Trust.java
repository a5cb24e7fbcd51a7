package app.kolan.simulator;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The TLS trust of the carrier: the JDK's certificate authorities, and those of a test.
final class Trust {
  private Trust() {}

  static SSLContext in(List<X509Certificate> more) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509TrustManager manager : managers(null)) {
        add(store, Arrays.asList(manager.getAcceptedIssuers()));
      }
      add(store, more);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store).toArray(X509TrustManager[]::new), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK can hold certificates", e);
    }
  }

  private static List<X509TrustManager> managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .toList();
  }

  private static void add(KeyStore store, List<X509Certificate> authorities)
      throws GeneralSecurityException {
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
  }
}
