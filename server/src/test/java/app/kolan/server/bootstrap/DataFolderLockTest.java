package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("socket")
class DataFolderLockTest {
  @TempDir private Path folder;

  @Test
  void a_second_server_on_the_same_folder_does_not_start_and_names_the_first() throws Exception {
    Path unfinished = folder.resolve("audio/unfinished/of-the-first.wav");
    try (var first = Servers.withPublicUrl(folder, "https://phone.example.com")) {
      Files.createDirectories(unfinished.getParent());
      Files.writeString(unfinished, "half a turn");

      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> Servers.withPublicUrl(folder, "https://phone.example.com"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("KOLAN_DATA");
      assertThat(unfinished).exists();
    }
    try (var second = Servers.withPublicUrl(folder, "https://phone.example.com")) {
      assertThat(second.port()).isPositive();
    }
  }

  @Test
  void a_lock_that_is_left_behind_by_a_crash_hinders_nobody() throws IOException {
    Files.writeString(folder.resolve(DataFolderLock.FILE), "4711");

    try (var lock = DataFolderLock.take(folder)) {
      assertThat(Files.readString(folder.resolve(DataFolderLock.FILE)))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
      assertThat(lock).isNotNull();
    }
  }
}
