package app.kolan.server.privacy.sql;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Sample;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sounds of an export while they leave the data folder for the archive of all servers.
@Tag("unit")
class SoundsInExportTest {
  private static final String FIRST = "audio/" + CALL.value() + "/turn-001.wav";
  private static final String SECOND = "audio/" + CALL.value() + "/turn-002.wav";

  @TempDir private Path data;

  @Test
  void a_sound_that_leaves_the_folder_meanwhile_is_there_once() throws Exception {
    Files.createDirectories(data.resolve(FIRST).getParent());
    Files.writeString(data.resolve(FIRST), "first");
    var archive = new LeavingSounds(data);
    try (var database = SqliteDatabase.open(data)) {
      var stores = new SqlStores(database);
      Sample.arrive(stores.calls());
      stores.turns().add(turn(FIRST));
      stores.turns().add(turn(SECOND));
      var export =
          new PersonExport(
              new SqlPrivacyStore(database), stores, new CallFiles(data, archive), () -> NOON);
      var zip = new ByteArrayOutputStream();

      export.write("clinic", export.find(new ErasureScope.OfNumber(1L, CALLER)).orElseThrow(), zip);

      var sounds = new TreeMap<String, String>();
      try (var entries = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
          if (entry.getName().endsWith(".wav")) {
            String before =
                sounds.put(
                    entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(before).isNull();
          }
        }
      }
      assertThat(sounds)
          .containsOnly(
              Map.entry("calls/" + CALL.value() + "/turn-001.wav", "first"),
              Map.entry("calls/" + CALL.value() + "/turn-002.wav", "in the archive"));
      assertThat(Files.exists(data.resolve(FIRST))).as("it has left").isFalse();
    }
  }

  private static NewTurn turn(String sound) {
    return new NewTurn(
        CALL,
        Speaker.CALLER,
        "reason",
        Duration.ZERO,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        false,
        null,
        sound);
  }

  /// Has both sounds; the one in the folder leaves it when it is asked for the second time.
  private static final class LeavingSounds implements SoundArchive {
    private final Path data;
    private int asked;

    LeavingSounds(Path data) {
      this.data = data;
    }

    @Override
    public List<Kept> of(CallSid call) {
      if (++asked > 1) {
        try {
          Files.deleteIfExists(data.resolve(FIRST));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return List.of(new Kept(FIRST, 1), new Kept(SECOND, 1));
    }

    @Override
    public boolean fetch(String name, Path to) {
      try {
        Files.writeString(to, "in the archive");
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void put(String name, Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<String> names) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
