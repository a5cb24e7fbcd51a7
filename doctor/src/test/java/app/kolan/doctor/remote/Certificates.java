package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Certificates of a test authority, made by the JDK's `keytool`.
final class Certificates {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  private Certificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
  }

  /// An authority with a root and an intermediate.
  static Certificates authority(Path parent) throws Exception {
    var made = new Certificates(Files.createTempDirectory(parent, "certificates"));
    made.pair("root", "CN=Test Root", "bc:c=ca:true", "-startdate", "-1d", "-validity", "400");
    made.pair(
        "middle",
        "CN=Test Intermediate",
        "bc:c=ca:true",
        "-signer",
        "root",
        "-startdate",
        "-1d",
        "-validity",
        "400");
    return made;
  }

  /// Makes a certificate signed by the intermediate.
  Certificates leaf(String name, String names, String startdate, int days) throws Exception {
    pair(
        name,
        "CN=" + name,
        "san=" + names,
        "-signer",
        "middle",
        "-startdate",
        startdate,
        "-validity",
        Integer.toString(days));
    return this;
  }

  /// Makes a self-signed certificate.
  Certificates selfSigned(String name, String names) throws Exception {
    pair(name, "CN=" + name, "san=" + names, "-startdate", "-1d", "-validity", "90");
    return this;
  }

  private void pair(String alias, String subject, String extension, String... more)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-ext",
                extension,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("keytool.txt"))).isZero();
  }

  /// A trust store with this authority alone.
  TrustStore trust() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", keys().getCertificate("root"));
    return TrustStore.in(trusted);
  }

  /// A file with a certificate, its chain and its key, as haproxy reads it.
  Path withKey(String name) throws Exception {
    var all = new StringBuilder();
    for (Certificate one : keys().getCertificateChain(name)) {
      all.append(pem("CERTIFICATE", one.getEncoded()));
    }
    all.append(pem("PRIVATE KEY", keys().getKey(name, PASSWORD.toCharArray()).getEncoded()));
    return Files.writeString(folder.resolve(name + ".all.pem"), all);
  }

  /// nginx's directives for a certificate.
  ///
  /// @param sent how many certificates of the chain are sent
  String nginx(String name, int sent) throws Exception {
    var chain = new StringBuilder();
    Certificate[] certificates = keys().getCertificateChain(name);
    for (int i = 0; i < Math.min(sent, certificates.length); i++) {
      chain.append(pem("CERTIFICATE", certificates[i].getEncoded()));
    }
    Path chainFile = Files.writeString(folder.resolve(name + sent + ".pem"), chain);
    Key key = keys().getKey(name, PASSWORD.toCharArray());
    Path keyFile =
        Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    return "listen 127.0.0.1:PORT ssl;\nssl_certificate %s;\nssl_certificate_key %s;\n"
        .formatted(chainFile, keyFile);
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), kind);
  }
}
