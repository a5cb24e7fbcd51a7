package app.kolan.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;

@Tag("socket")
class SqliteLibraryTest {
  @TempDir private Path folder;

  /// A process that opens SQLite and says where its library came from.
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) throws Exception {
      SQLiteJDBCLoader.initialize();
      try (var files = Files.list(Path.of(System.getProperty("org.sqlite.tmpdir")))) {
        System.out.println(files.findAny().isPresent() ? "unpacked anew" : "found");
      }
    }
  }

  @Test
  void a_library_that_is_unpacked_is_not_unpacked_again() throws Exception {
    SqliteLibrary.unpack(folder.resolve("sqlite"));

    assertThat(opening()).isEqualTo("found");
  }

  @Test
  void a_library_that_is_broken_is_unpacked_anew() throws Exception {
    SqliteLibrary.unpack(folder.resolve("sqlite"));
    try (var files = Files.list(folder.resolve("sqlite"))) {
      Files.writeString(files.findFirst().orElseThrow(), "no library");
    }

    assertThat(opening()).isEqualTo("unpacked anew");
  }

  @Test
  void without_a_library_it_is_unpacked() throws Exception {
    assertThat(opening()).isEqualTo("unpacked anew");
  }

  private String opening() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.sqlite.lib.path=" + folder.resolve("sqlite"),
                    "-Dorg.sqlite.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Opening.class.getName()))
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
