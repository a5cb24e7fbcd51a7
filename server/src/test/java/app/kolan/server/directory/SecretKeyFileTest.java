package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SecretKeyFileTest {
  @TempDir Path folder;

  @Test
  void the_key_that_was_made_is_the_key_from_then_on() {
    String key = SecretKeyFile.in(folder);

    assertThat(key).hasSize(64);
    assertThat(SecretKeyFile.in(folder)).isEqualTo(key);
  }

  @Test
  void a_data_folder_that_is_not_there_yet_is_made_for_its_user_alone() throws IOException {
    Path data = folder.resolve("new").resolve("data");

    SecretKeyFile.in(data);

    Assumptions.assumeTrue(PrivateFolders.POSIX);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("secret.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_key_that_cannot_be_made_is_told_with_its_file() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));

    assertThatThrownBy(() -> SecretKeyFile.in(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("secret.key");
  }
}
