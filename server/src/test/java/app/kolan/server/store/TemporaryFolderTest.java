package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TemporaryFolderTest {
  @TempDir private Path parent;

  @Test
  void what_a_crash_has_left_is_deleted_and_what_is_in_use_is_not() throws Exception {
    Path left = parent.resolve("kolan-test-call-1");
    Files.createDirectories(left.resolve("audio"));
    Files.writeString(left.resolve("audio/turn.wav"), "what a caller said");
    Files.writeString(left.resolve(".in-use"), "");
    Path foreign = Files.createDirectory(parent.resolve("kolan-notes"));

    try (var used = TemporaryFolder.createIn(parent, "stories")) {
      TemporaryFolder.deleteLeft(parent, Instant.now().minusSeconds(60));
      assertThat(left).as("it is new: its maker may not have locked it yet").exists();
      TemporaryFolder.deleteLeft(parent, Instant.now().plusSeconds(120));

      assertThat(left).doesNotExist();
      assertThat(foreign).exists();
      assertThat(used.path()).exists();
    }
    assertThat(parent).isDirectoryNotContaining("glob:**stories*");
  }
}
