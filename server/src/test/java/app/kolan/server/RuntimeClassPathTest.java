package app.kolan.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.Assumption;
import app.kolan.stubs.ProviderStub;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the server's process has on its class path, other than its own classes.
@Tag("unit")
class RuntimeClassPathTest {
  /// Written by the build (`dependency:build-classpath`, scope `runtime`), before the tests run.
  private static final Path CLASS_PATH = Path.of("target", "runtime-class-path.txt");

  @Test
  void it_has_neither_the_simulator_nor_the_stubs() throws IOException {
    assertThat(found(Assumption.class.getName(), ProviderStub.class.getName())).isEmpty();
  }

  @Test
  void it_has_neither_http3_nor_the_native_code_of_quic() throws IOException {
    assertThat(found("io.netty.handler.codec.http3.Http3")).isEmpty();
    assertThat(entries())
        .extracting(entry -> String.valueOf(entry.getFileName()))
        .noneMatch(name -> name.matches("netty-codec-(http3|native-quic)-.*"));
  }

  /// When this fails, `netty-codec-classes-quic` can be excluded as `netty-codec-http3` is.
  @Test
  void it_has_the_classes_of_quic_only_since_every_connection_of_vertx_asks_for_them()
      throws IOException {
    URL connection = found("io.vertx.core.net.impl.ConnectionBase").getFirst();
    try (var in = connection.openStream()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
          .contains("io/netty/handler/codec/quic/QuicChannel");
    }
  }

  @Test
  void it_has_the_web_server_and_epoll_of_every_linux() throws IOException {
    assertThat(found("io.vertx.core.Vertx")).hasSize(1);
    assertThat(entries())
        .extracting(entry -> String.valueOf(entry.getFileName()))
        .anyMatch(name -> name.matches("netty-transport-native-epoll-.*-linux-x86_64\\.jar"))
        .anyMatch(name -> name.matches("netty-transport-native-epoll-.*-linux-aarch_64\\.jar"));
  }

  private static List<URL> found(String... classes) throws IOException {
    var urls = new ArrayList<URL>();
    for (Path entry : entries()) {
      urls.add(entry.toUri().toURL());
    }
    var found = new ArrayList<URL>();
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
      for (String name : classes) {
        URL url = loader.findResource(name.replace('.', '/') + ".class");
        if (url != null) {
          found.add(url);
        }
      }
    }
    return found;
  }

  private static List<Path> entries() throws IOException {
    assertThat(CLASS_PATH)
        .as("Maven writes it: run ./mvnw -q test-compile -pl server -am -Dspotless.check.skip=true")
        .exists();
    var entries = new ArrayList<Path>();
    for (String entry : Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry));
    }
    return entries;
  }
}
