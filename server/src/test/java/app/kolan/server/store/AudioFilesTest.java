package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class AudioFilesTest {
  private static final byte[] SOUND = {1, 2, 3};

  @TempDir Path folder;
  AudioFiles files;

  @BeforeEach
  void open() {
    files = AudioFiles.open(folder);
  }

  @Test
  void a_sound_is_stored_below_its_call() throws IOException {
    String path = files.store(CALL, "turn-0", SOUND);

    assertThat(path).isEqualTo("audio/" + CALL + "/turn-0.wav");
    assertThat(Files.readAllBytes(folder.resolve(path))).isEqualTo(SOUND);
    assertThat(files.resolve(path)).isEqualTo(folder.resolve(path));
    assertThat(unfinished()).isEmptyDirectory();
  }

  @Test
  void a_sound_of_the_same_name_takes_the_place_of_the_older() throws IOException {
    files.store(CALL, "turn-0", new byte[100]);

    String path = files.store(CALL, "turn-0", SOUND);

    assertThat(Files.readAllBytes(files.resolve(path))).isEqualTo(SOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", "a\\b", ".hidden", "a b", "שלום", "a.wav", "-"})
  void a_name_that_could_lead_elsewhere_is_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> files.store(CALL, name, SOUND));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "audio", "kolan.db", "audio/../kolan.db", "../audio/x.wav", "/etc/passwd"})
  void a_path_out_of_the_sounds_is_refused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> files.resolve(path));
  }

  @Test
  void what_a_crash_left_unfinished_is_removed() throws IOException {
    String kept = files.store(CALL, "turn-0", SOUND);
    Files.write(unfinished().resolve("half.wav"), SOUND);

    AudioFiles again = AudioFiles.open(folder);

    assertThat(unfinished()).isEmptyDirectory();
    assertThat(again.resolve(kept)).exists();
  }

  @Test
  void a_sound_that_would_take_the_room_of_rows_is_refused_and_leaves_nothing() {
    var usable = new AtomicLong(1_000_000);
    AudioFiles small = AudioFiles.open(folder, new DiskSpace(usable::get, () -> 10_000_000));

    refusesForRoom(() -> small.store(CALL, "large", new byte[600_000]));
    try (UnfinishedAudio file = small.begin(CALL, "promised")) {
      refusesForRoom(() -> file.expect(600_000));
    }
    try (UnfinishedAudio file = small.begin(CALL, "endless")) {
      file.write(ByteBuffer.allocate(400_000));
      usable.set(600_000);
      refusesForRoom(() -> file.write(ByteBuffer.allocate(400_000)));
    }

    assertThat(unfinished()).isEmptyDirectory();
    usable.set(1_000_000);
    assertThat(small.store(CALL, "small", SOUND)).isNotEmpty();
  }

  private static void refusesForRoom(ThrowingCallable work) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(work)
        .returns(StoreException.Code.LEDGER_DISK_FULL, StoreException::code);
  }

  @Test
  void a_call_that_ends_by_interrupt_still_stores_its_last_sound() {
    Thread.currentThread().interrupt();
    String path = files.store(CALL, "last", SOUND);
    boolean stillInterrupted = Thread.interrupted();

    assertThat(files.resolve(path)).exists();
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void a_folder_that_cannot_be_written_is_named_with_a_remedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    Files.writeString(folder.resolve("audio").resolve(CALL.value()), "in the way");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> AudioFiles.open(file))
        .returns(StoreException.Code.LEDGER_FOLDER, StoreException::code);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> files.store(CALL, "turn-0", SOUND))
        .returns(StoreException.Code.LEDGER_FOLDER, StoreException::code);
  }

  private Path unfinished() {
    return folder.resolve("audio/unfinished");
  }
}
