package app.kolan.simulator.scene;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server's certificate with one thing wrong, generated on demand by the JDK's keytool, so that
/// no key is shipped and none expires.
///
/// @param context what the server speaks TLS with
/// @param authority the issuer; for a client that trusts it, the one defect is all that is wrong
record SceneCertificate(SSLContext context, X509Certificate authority) {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String AUTHORITY = "authority";

  static SceneCertificate of(ServerAccess access) throws IOException {
    Path folder = Files.createTempDirectory("kolan-scene");
    try {
      Path store = folder.resolve("server.p12");
      keytool(store, AUTHORITY, "-ext", "bc:c", "-validity", "90", "-startdate", "-80d");
      keytool(store, "server", serverArguments(access));
      return read(store);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be used", e);
    } finally {
      delete(folder);
    }
  }

  private static String[] serverArguments(ServerAccess access) {
    String name =
        access == ServerAccess.OTHER_HOST ? "dns:another.example" : "ip:127.0.0.1,dns:localhost";
    String begin = access == ServerAccess.EXPIRED ? "-60d" : "-1d";
    return new String[] {
      "-signer", AUTHORITY, "-ext", "san=" + name, "-startdate", begin, "-validity", "30"
    };
  }

  private static SceneCertificate read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    var authority = (X509Certificate) keys.getCertificate(AUTHORITY);
    keys.deleteEntry(AUTHORITY);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new SceneCertificate(context, authority);
  }

  private static void keytool(Path store, String alias, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + alias));
    command.addAll(List.of("-alias", alias, "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD), "-keystore", store.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool cannot make a certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
