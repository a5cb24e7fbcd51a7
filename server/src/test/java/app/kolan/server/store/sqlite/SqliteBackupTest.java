package app.kolan.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class SqliteBackupTest {
  @TempDir Path folder;

  @Test
  void a_backup_that_is_made_while_calls_run_is_a_data_folder_in_itself() throws Exception {
    Path data = folder.resolve("data");
    Path backup = Files.createDirectory(folder.resolve("backup"));
    AudioFiles sounds = AudioFiles.open(data);
    var over = new AtomicBoolean();
    StoreBackup made;
    try (Stores stores = SqliteStores.open(data);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        fill(stores, sounds, i);
      }
      var running =
          threads.submit(
              () -> IntStream.range(20, 5000).forEach(i -> fillUnless(over, stores, sounds, i)));
      made = SqliteBackup.make(data, backup);
      over.set(true);
      running.get();
    }

    assertThat(made.calls()).isGreaterThanOrEqualTo(20);
    assertThat(made.missing()).isZero();
    try (Stores restored = SqliteStores.open(backup)) {
      var calls = restored.calls().latest(10_000);
      assertThat(calls).hasSize((int) made.calls());
      for (var call : calls) {
        List<Turn> turns = restored.turns().findByCall(call.sid());
        assertThat(turns).allSatisfy(turn -> assertThat(sound(backup, turn)).isRegularFile());
      }
    }
  }

  private static void fillUnless(AtomicBoolean over, Stores stores, AudioFiles sounds, int i) {
    if (!over.get()) {
      fill(stores, sounds, i);
    }
  }

  private static void fill(Stores stores, AudioFiles sounds, int number) {
    var call = Sample.call(number);
    Sample.arrive(stores.calls(), call, "ticket");
    String file = sounds.store(call, "turn-001", new byte[100]);
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                Speaker.CALLER,
                "reason",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                null,
                file));
  }

  private static Path sound(Path backup, Turn turn) {
    return backup.resolve(String.valueOf(turn.audioFile()));
  }
}
