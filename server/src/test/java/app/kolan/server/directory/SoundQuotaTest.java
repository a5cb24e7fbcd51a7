package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.UnusableSound;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sqlite.SqliteDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many recordings of its own a business may have.
@Tag("unit")
class SoundQuotaTest {
  private static final Instant NOON = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path data;
  private SqlDatabase database;
  private DirectoryStore store;
  private SoundQuota allowance;
  private long clinic;
  private long garage;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(data);
    store = new SqlDirectoryStore(database, SecretCipher.of("a long text that nobody guesses"));
    allowance = new SoundQuota(store, SoundStore.in(data));
    clinic = business("clinic");
    garage = business("garage");
  }

  private long business(String slug) {
    return store
        .add(
            new DirectoryStore.NewBusiness(slug, slug, ManagedBy.API, null, List.of(), null, false),
            NOON)
        .id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void version(int from, int to) {
    String sounds =
        IntStream.range(from, to)
            .mapToObj("  s%1$d: \"%1$016x\"\n"::formatted)
            .collect(Collectors.joining());
    store.addDraft(
        clinic, new NewVersion("name: Clinic\nsounds:\n" + sounds, "user:1", false, ""), NOON);
  }

  private void assertFull(String why) {
    assertThatExceptionOfType(UnusableSound.class)
        .isThrownBy(() -> allowance.requireRoom(clinic))
        .withMessageContaining(why)
        .satisfies(
            full ->
                assertThat(ProblemWords.words(String.valueOf(full.getMessage()), Language.HEBREW))
                    .doesNotContain("business"));
    assertThatCode(() -> allowance.requireRoom(garage)).doesNotThrowAnyException();
  }

  @Test
  void those_of_all_versions_are_counted_and_each_once() {
    version(0, 999);
    version(500, 999);
    assertThatCode(() -> allowance.requireRoom(clinic)).doesNotThrowAnyException();

    version(999, 1000);

    assertFull("1000 recordings");
  }

  @Test
  void they_may_take_so_much_room() throws IOException {
    version(0, 2);
    Path folder = Files.createDirectories(data.resolve(SoundStore.FOLDER));
    for (String name : List.of("%016x.ulaw".formatted(0), "%016x.mp3".formatted(1))) {
      try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(200 << 20);
      }
    }

    assertFull("400 MB");
  }
}
