package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.Await;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.s3.S3SoundArchive;
import app.kolan.server.store.s3.S3StandIn;
import app.kolan.server.store.s3.S3StandIn.Fault;
import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sounds on their way from the folder of one server to the folder of another.
@Tag("socket")
class SoundUploadTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000a18");
  private static final CallSid ERASED = new CallSid("CA00000000000000000000000000000b18");

  private final S3StandIn store = new S3StandIn();
  private final S3SoundArchive archive = new S3SoundArchive(store.bucket());
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Set<CallSid> erased = ConcurrentHashMap.newKeySet();
  @TempDir private Path here;
  @TempDir private Path there;

  @AfterEach
  void close() {
    archive.close();
    store.close();
  }

  private SoundUpload start() {
    return SoundUpload.start(here, archive, erased::contains, now::get, Duration.ofMillis(1));
  }

  private AudioFiles files(Path folder) {
    return AudioFiles.open(folder, DiskSpace.of(folder), archive);
  }

  @Test
  void a_sound_reaches_other_servers_after_trouble_and_leaves_this_one_later() throws Exception {
    AudioFiles files = files(here);
    String left = files.store(CALL, "turn-001", new byte[] {1, 2, 3});
    store.faults.add(Fault.FORBIDDEN);
    String name;
    try (SoundUpload shipping = start()) {
      files.onStored(shipping::stored);
      name = files.store(CALL, "turn-002", new byte[] {4, 5, 6, 7});
      Await.until(
          "both are there",
          () -> {
            now.updateAndGet(at -> at.plusSeconds(1));
            shipping.stored(left);
            return store.names().size() == 2;
          });
      assertThat(files.resolve(name)).as("for those who want it at once").exists();

      Await.until(
          "it is deleted here",
          () -> {
            now.updateAndGet(at -> at.plus(SoundUpload.KEPT_HERE));
            shipping.stored("audio/" + ERASED.value() + "/none.wav");
            return Files.notExists(files.resolve(name));
          });
      assertThat(files.file(name)).hasBinaryContent(new byte[] {4, 5, 6, 7});
      Await.until(
          "nothing is on its way",
          () -> {
            now.updateAndGet(at -> at.plusSeconds(1));
            return shipping.waiting() == 0;
          });
    }
    AudioFiles ofOther = files(there);
    int before = store.requests.get();
    assertThat(ofOther.file(name)).hasBinaryContent(new byte[] {4, 5, 6, 7});
    assertThat(ofOther.file(name)).exists();
    assertThat(store.requests.get() - before).as("it is fetched once").isEqualTo(1);
    assertThat(ofOther.file("audio/" + CALL.value() + "/turn-009.wav")).doesNotExist();

    var calls = new CallFiles(there, archive);
    assertThat(calls.archived(CALL)).hasSize(2);
    store.isAway = true;
    assertThatThrownBy(() -> calls.delete(CALL)).isInstanceOf(StoreException.class);
    store.isAway = false;
    calls.delete(CALL);
    assertThat(store.names()).isEmpty();
    assertThat(ofOther.file(name)).doesNotExist();
  }

  @Test
  void sounds_wait_while_nobody_says_whether_their_call_was_erased() {
    AudioFiles files = files(here);
    String name = files.store(CALL, "turn-001", new byte[] {1});
    var isAway = new AtomicBoolean(true);
    Predicate<CallSid> isErased =
        _ -> {
          if (isAway.get()) {
            throw new StoreException(StoreException.Code.LEDGER_UNREACHABLE, "away", null);
          }
          return false;
        };
    Duration pause = Duration.ofSeconds(1);

    try (var shipping = SoundUpload.start(here, archive, isErased, now::get, pause)) {
      shipping.stored(name);
      for (int i = 0; i < 3; i++) {
        Await.until("it is tried, and soon again", () -> shipping.pause().equals(pause));
        isAway.set(i < 2);
        now.updateAndGet(at -> at.plus(pause));
        shipping.stored(name);
      }
      Await.until("it is there", () -> store.names().contains(name));
    }
  }

  @Test
  void what_is_erased_on_its_way_is_nowhere_then() {
    AudioFiles files = files(here);
    String name = files.store(ERASED, "turn-001", new byte[] {1});
    archive.put(name, files.resolve(name));
    erased.add(ERASED);

    try (SoundUpload shipping = start()) {
      shipping.stored(name);
      Await.until("it is gone", () -> store.names().isEmpty() && shipping.waiting() == 0);
    }
    assertThat(files(there).file(name)).doesNotExist();
  }

  @Test
  void what_is_erased_elsewhere_just_as_it_arrives_does_not_stay_there() {
    AudioFiles files = files(here);
    String name = files.store(ERASED, "turn-001", new byte[] {1});

    try (SoundUpload shipping = start()) {
      Await.until("it is there", () -> !store.names().isEmpty() && shipping.waiting() == 0);
      erased.add(ERASED);
      Await.until(
          "it is gone",
          () -> {
            now.updateAndGet(at -> at.plus(SoundUpload.KEPT_HERE));
            shipping.stored("audio/" + CALL.value() + "/none.wav");
            return store.names().isEmpty() && Files.notExists(files.resolve(name));
          });
    }
  }
}
