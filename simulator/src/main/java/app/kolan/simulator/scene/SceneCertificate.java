package app.kolan.simulator.scene;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate with one thing wrong, made on the spot by the JDK's own keytool, so that no key
/// has to be shipped and none ever becomes too old. It vouches for itself.
final class SceneCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private SceneCertificate() {}

  static SSLContext of(Door door) throws IOException {
    Path folder = Files.createTempDirectory("kolan-scene");
    try {
      return context(make(door, folder));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be used", e);
    } finally {
      delete(folder);
    }
  }

  private static Path make(Door door, Path folder) throws IOException {
    Path store = folder.resolve("server.p12");
    String san = door == Door.OTHER_HOST ? "dns:another.example" : "ip:127.0.0.1,dns:localhost";
    List<String> dates =
        door == Door.EXPIRED
            ? List.of("-startdate", "-60d", "-validity", "30")
            : List.of("-validity", "30");
    keytool(
        store,
        with(
            dates,
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=scene",
            "-ext",
            "san=" + san));
    return store;
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore"));
    command.add(store.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool cannot make a certificate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static List<String> with(List<String> last, String... first) {
    return Stream.concat(Stream.of(first), last.stream()).toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
