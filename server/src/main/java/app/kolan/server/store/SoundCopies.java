package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies of sounds that the archive has, for whoever plays, draws or recognises them here: a
/// player asks for several parts of one. Below `copies` in the data folder, for ten minutes after
/// the last use, and 256 MB at most; a start deletes them.
///
/// Blocks; safe to share. One sound is fetched once at a time, and three at most: whoever comes
/// beside them waits for two seconds, and after a failure nobody asks the archive for five. So an
/// archive that is away holds up few of those who wait for pages.
final class SoundCopies {
  /// The folder, which has a folder for each call.
  static final String FOLDER = "copies";

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MOST_BYTES = 256L << 20;
  private static final int FETCHES_AT_ONCE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private final Path folder;
  private final DiskSpace space;
  private final SoundArchive archive;
  private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(FETCHES_AT_ONCE);
  private volatile @Nullable Long failedAt;

  /// In the order of their last use.
  private final LinkedHashMap<Path, Used> used = new LinkedHashMap<>(16, 0.75f, true);

  private record Used(long at, long bytes) {}

  private SoundCopies(Path folder, DiskSpace space, SoundArchive archive) {
    this.folder = folder;
    this.space = space;
    this.archive = archive;
  }

  static SoundCopies open(Path dataFolder, DiskSpace space, SoundArchive archive) {
    var copies = new SoundCopies(dataFolder.resolve(FOLDER), space, archive);
    copies.deleteAll();
    return copies;
  }

  /// A copy of a sound; empty when the archive has none of that name.
  Optional<Path> of(String name) {
    Path copy = folder.resolve(name.substring(name.indexOf('/') + 1)).normalize();
    if (!copy.startsWith(folder)) {
      throw new IllegalArgumentException("this is not the path of a sound");
    }
    ReentrantLock lock = fetching.computeIfAbsent(name, _ -> new ReentrantLock());
    await(() -> lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    try {
      deleteOld();
      if (Files.notExists(copy) && !fetch(name, copy)) {
        return Optional.empty();
      }
      use(copy);
      return Optional.of(copy);
    } finally {
      lock.unlock();
      fetching.remove(name, lock);
    }
  }

  /// @return false when the archive has none of that name
  private boolean fetch(String name, Path copy) {
    if (!space.hasRoomFor(0)) {
      throw new StoreException(
          Code.LEDGER_DISK_FULL, "there is no room for the copy of a sound", null);
    }
    await(() -> free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    try {
      if (hasJustFailed()) {
        throw away("it has not answered a moment ago");
      }
      return fetchNow(name, copy);
    } finally {
      free.release();
    }
  }

  private boolean hasJustFailed() {
    Long failed = failedAt;
    return failed != null && System.nanoTime() - failed < AFTER_A_FAILURE.toNanos();
  }

  private boolean fetchNow(String name, Path copy) {
    try {
      return archive.fetch(name, copy);
    } catch (StoreException e) {
      if (e.code() == Code.SOUND_STORE_UNREACHABLE) {
        failedAt = System.nanoTime();
      }
      throw e;
    }
  }

  /// What is waited for, for a while.
  private interface Waiting {
    boolean isOver() throws InterruptedException;
  }

  private static void await(Waiting turn) {
    try {
      if (!turn.isOver()) {
        throw away("others wait for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("the wait was interrupted");
    }
  }

  private static StoreException away(String why) {
    return new StoreException(
        Code.SOUND_STORE_UNREACHABLE, "the store of sounds is not asked: " + why, null);
  }

  private void use(Path copy) {
    long bytes = copy.toFile().length();
    synchronized (used) {
      used.put(copy, new Used(System.nanoTime(), bytes));
    }
    CompletableFuture.delayedExecutor(KEPT.toMillis() + 1, TimeUnit.MILLISECONDS)
        .execute(this::deleteOld);
  }

  /// One that is being sent is sent to its end all the same.
  private void deleteOld() {
    synchronized (used) {
      long all = used.values().stream().mapToLong(Used::bytes).sum();
      long now = System.nanoTime();
      for (Iterator<Map.Entry<Path, Used>> each = used.entrySet().iterator(); each.hasNext(); ) {
        var copy = each.next();
        boolean isOld = now - copy.getValue().at() > KEPT.toNanos();
        if (!isOld && all <= MOST_BYTES) {
          return;
        }
        each.remove();
        all -= copy.getValue().bytes();
        delete(copy.getKey());
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next start deletes it.
    }
  }

  private void deleteAll() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(SoundCopies::delete);
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FOLDER, "%s cannot be used".formatted(folder), e);
    }
  }
}
