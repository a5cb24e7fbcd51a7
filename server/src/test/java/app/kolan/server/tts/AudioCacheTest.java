package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class AudioCacheTest {
  private static final AudioCacheKey HELLO = key("שלום");
  private static final AudioCacheKey BYE = key("להתראות");
  private static final Mulaw SOUND = Mulaw.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

  @TempDir Path temporary;

  @Test
  void a_sound_is_found_again_after_a_restart() throws Exception {
    AudioCache cache = cache(100);
    assertThat(cache.find(HELLO)).isEmpty();
    cache.keep(HELLO, SOUND);

    assertThat(cache.find(HELLO)).contains(SOUND);
    assertThat(cache(100).find(HELLO)).contains(SOUND);
    assertThat(cache(100).find(BYE)).isEmpty();
  }

  @Test
  void what_does_not_fit_into_memory_is_still_in_its_file() throws Exception {
    AudioCache cache = cache(15);
    cache.keep(HELLO, SOUND);
    cache.keep(BYE, SOUND);
    deleteAll();

    assertThat(cache.find(BYE)).contains(SOUND);
    assertThat(cache.find(HELLO)).isEmpty();
  }

  @Test
  void the_least_recently_used_goes_first() throws Exception {
    AudioCache cache = cache(25);
    cache.keep(HELLO, SOUND);
    cache.keep(BYE, SOUND);
    assertThat(cache.find(HELLO)).isPresent();
    cache.keep(key("third"), SOUND);
    deleteAll();

    assertThat(cache.find(HELLO)).isPresent();
    assertThat(cache.find(BYE)).isEmpty();
  }

  @Test
  void a_sound_that_is_larger_than_the_memory_is_read_from_its_file_each_time() {
    AudioCache cache = cache(5);
    cache.keep(HELLO, SOUND);

    assertThat(cache.find(HELLO)).contains(SOUND);
    assertThat(cache.find(HELLO)).contains(SOUND);
  }

  @Test
  void a_damaged_file_is_removed_and_not_heard() throws Exception {
    for (int at = 0; at < 42; at++) {
      cache(100).keep(HELLO, SOUND);
      Path file = files().getFirst();
      byte[] content = Files.readAllBytes(file);
      content[at] ^= 1;
      Files.write(file, content);

      assertThat(cache(100).find(HELLO)).as("byte %d", at).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void a_file_that_is_cut_off_is_removed_and_not_heard() throws Exception {
    for (int length = 0; length < 42; length++) {
      cache(100).keep(HELLO, SOUND);
      Path file = files().getFirst();
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

      assertThat(cache(100).find(HELLO)).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void what_a_crash_left_unfinished_is_removed() throws Exception {
    cache(100).keep(HELLO, SOUND);
    Files.write(folder().resolve(".unfinished-1.sound"), new byte[] {1});
    cache(100);

    assertThat(files()).hasSize(1);
    assertThat(cache(100).find(HELLO)).contains(SOUND);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobody_else_may_read_the_files() throws Exception {
    cache(100).keep(HELLO, SOUND);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_disk_that_fails_is_no_failure_of_the_voice() throws Exception {
    Path file = Files.createFile(temporary.resolve("a-file"));
    var cache = AudioCache.open(file.resolve("sounds"), 100);
    cache.keep(HELLO, SOUND);

    assertThat(cache.find(HELLO)).contains(SOUND);
    assertThat(cache.find(BYE)).isEmpty();
  }

  @Test
  void a_key_depends_on_all_that_is_heard() {
    ProviderSettings one = settings("azure", "m", "v", "he-IL");
    List<AudioCacheKey> keys =
        List.of(
            AudioCacheKey.of(one, "א"),
            AudioCacheKey.of(one, "ב"),
            AudioCacheKey.of(settings("google", "m", "v", "he-IL"), "א"),
            AudioCacheKey.of(settings("azure", "n", "v", "he-IL"), "א"),
            AudioCacheKey.of(settings("azure", "m", "w", "he-IL"), "א"),
            AudioCacheKey.of(settings("azure", "m", "v", "en-US"), "א"),
            AudioCacheKey.of(settings("azure", "mv", "", "he-IL"), "א"));

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(AudioCacheKey.of(one, "א")).isEqualTo(keys.getFirst());
    assertThat(keys).allMatch(key -> key.hex().matches("[0-9a-f]{64}"));
  }

  static ProviderSettings settings(String provider, String model, String voice, String language) {
    return new ProviderSettings(
        provider,
        URI.create("https://a.example"),
        null,
        model,
        voice,
        language,
        ProviderTimeouts.USUAL);
  }

  private static AudioCacheKey key(String text) {
    return AudioCacheKey.of(settings("azure", "m", "v", "he-IL"), text);
  }

  private AudioCache cache(long mostBytes) {
    return AudioCache.open(folder(), mostBytes);
  }

  private Path folder() {
    return temporary.resolve("data").resolve("sounds");
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder())) {
      return files.toList();
    }
  }

  private void deleteAll() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }
}
