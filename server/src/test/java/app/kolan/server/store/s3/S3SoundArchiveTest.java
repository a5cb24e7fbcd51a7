package app.kolan.server.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.settings.Secret;
import app.kolan.server.store.SoundArchive.Kept;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.s3.S3StandIn.Fault;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("socket")
class S3SoundArchiveTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000a18");
  private static final String NAME = "audio/" + CALL.value() + "/turn-001.wav";

  private final S3StandIn store = new S3StandIn();
  private final S3SoundArchive archive =
      new S3SoundArchive(store.bucket(), Duration.ofSeconds(30), InstantSource.system());
  @TempDir private Path folder;
  private Path sound;

  @BeforeEach
  void record() throws IOException {
    sound = folder.resolve("sound.wav");
    var bytes = new byte[40_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(sound, bytes);
  }

  @AfterEach
  void close() {
    archive.close();
    store.close();
  }

  @Test
  void a_sound_is_kept_listed_fetched_and_deleted() throws IOException {
    for (int i = 1; i <= 5; i++) {
      archive.put("audio/%s/turn-%03d.wav".formatted(CALL.value(), i), sound);
    }
    archive.put("audio/CA00000000000000000000000000000b18/turn-001.wav", sound);

    assertThat(archive.of(CALL))
        .hasSize(5)
        .contains(new Kept(NAME, 40_000))
        .allSatisfy(kept -> assertThat(kept.name()).startsWith("audio/" + CALL.value()));
    Path copy = folder.resolve("new/copy.wav");
    assertThat(archive.fetch(NAME, copy)).isTrue();
    assertThat(copy).hasSameBinaryContentAs(sound);
    assertThat(Files.getLastModifiedTime(copy).toInstant()).hasToString("2026-11-02T08:00:00Z");

    archive.delete(List.of(NAME, NAME));
    assertThat(archive.of(CALL)).hasSize(4);
    assertThat(archive.fetch(NAME, folder.resolve("gone.wav"))).isFalse();
    assertThat(folder.resolve("gone.wav")).doesNotExist();
    archive.check();
    assertThat(store.names()).hasSize(5).noneMatch(name -> name.startsWith("check"));
  }

  @Test
  void a_store_that_is_busy_or_breaks_off_is_asked_again() throws IOException {
    store.faults.add(Fault.SLOW_DOWN);
    archive.put(NAME, sound);
    store.faults.add(Fault.RESET);
    Path copy = folder.resolve("copy.wav");
    assertThat(archive.fetch(NAME, copy)).isTrue();
    assertThat(copy).hasSameBinaryContentAs(sound);

    store.isAway = true;
    int before = store.requests.get();
    assertThatThrownBy(() -> archive.put(NAME, sound)).satisfies(S3SoundArchiveTest::isUnreachable);
    assertThat(store.requests.get() - before).isEqualTo(3);
  }

  @Test
  void a_sound_that_came_there_damaged_is_not_taken_for_kept() throws IOException {
    store.faults.add(Fault.DAMAGE);
    assertThatThrownBy(() -> archive.put(NAME, sound)).satisfies(S3SoundArchiveTest::isUnreachable);
    assertThatThrownBy(() -> archive.fetch(NAME, folder.resolve("copy.wav")))
        .hasMessageContaining("damaged");
    assertThat(folder.resolve("copy.wav")).doesNotExist();

    store.isEncrypted = true;
    archive.put(NAME, sound);
    store.faults.add(Fault.DAMAGE);
    assertThatThrownBy(() -> archive.put(NAME, sound)).isInstanceOf(StoreException.class);
  }

  @Test
  void a_wrong_clock_is_corrected_by_the_stores() {
    store.ahead = Duration.ofHours(-3);
    archive.put(NAME, sound);
    archive.put(NAME, sound);

    assertThat(store.requests).hasValue(3);
  }

  @Test
  void what_is_refused_is_not_tried_again_and_says_what_to_check() {
    var stranger = store.bucket();
    try (var other =
        new S3SoundArchive(
            new S3Settings.Bucket(
                stranger.endpoint(), "eu-test-1", "sounds", "", "AKIATEST", new Secret("wrong")))) {
      assertThatThrownBy(other::check)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.code()).isEqualTo(Code.SOUND_STORE_REFUSED);
                assertThat(e).hasMessageContaining("SignatureDoesNotMatch");
                assertThat(e.getMessage()).doesNotContain("wrong");
              });
      assertThat(store.requests).hasValue(1);
    }
    assertThatThrownBy(() -> archive.fetch("../kolan.db", folder.resolve("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void isUnreachable(Throwable thrown) {
    assertThat(((StoreException) thrown).code()).isEqualTo(Code.SOUND_STORE_UNREACHABLE);
  }
}
