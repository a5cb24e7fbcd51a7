package app.kolan.server.jobs;

import app.kolan.server.store.CallFiles;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the sounds of the data folder to the archive that all servers read, as they are stored,
/// and deletes them here a while after the archive is known to have them: until then this server
/// plays and recognises them without it. A start finds what an earlier run has left.
///
/// While the archive does not answer, sounds wait in the folder, and it is tried again after two
/// seconds, then four, up to five minutes. Nothing is given up. While the database does not say
/// whether a call was erased, it is asked every two seconds. A sound that is erased meanwhile is
/// not brought there, or is deleted there.
///
/// Safe to share.
public final class SoundUpload implements AutoCloseable, PollingLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(SoundUpload.class);

  /// After the end of a call its sounds are recognised and looked at, mostly here.
  static final Duration KEPT_HERE = Duration.ofMinutes(15);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(2);
  private static final int MOST_AT_ONCE = 4;

  private final CallFiles files;
  private final Path dataFolder;
  private final SoundArchive archive;
  private final Predicate<CallSid> isErased;
  private final InstantSource clock;
  private final Duration shortestPause;
  private final PollingLoop loop = new PollingLoop("sound-upload", this);

  /// What is to be brought there, by its name; whether a thread is at it.
  private final Map<String, Boolean> waiting = new ConcurrentHashMap<>();

  /// What the archive has and this folder, too; since when.
  private final Map<String, Instant> uploaded = new ConcurrentHashMap<>();

  private @Nullable Instant lookedAt;
  private volatile Duration pause = Duration.ZERO;
  private volatile Instant notBefore = Instant.MIN;

  /// What was told last of what keeps sounds here; null when nothing does.
  private volatile @Nullable Code trouble;

  private SoundUpload(
      Path dataFolder,
      SoundArchive archive,
      Predicate<CallSid> isErased,
      InstantSource clock,
      Duration shortestPause) {
    this.dataFolder = dataFolder;
    files = new CallFiles(dataFolder);
    this.archive = archive;
    this.isErased = isErased;
    this.clock = clock;
    this.shortestPause = shortestPause;
  }

  /// Starts it.
  ///
  /// @param isErased whether a call was erased; throws [StoreException] when that cannot be known
  public static SoundUpload start(
      Path dataFolder, SoundArchive archive, Predicate<CallSid> isErased, InstantSource clock) {
    return start(dataFolder, archive, isErased, clock, SHORTEST_PAUSE);
  }

  static SoundUpload start(
      Path dataFolder,
      SoundArchive archive,
      Predicate<CallSid> isErased,
      InstantSource clock,
      Duration shortestPause) {
    var upload = new SoundUpload(dataFolder, archive, isErased, clock, shortestPause);
    upload.loop.start();
    return upload;
  }

  /// A sound is on the disk. Does not wait.
  ///
  /// @param name relative to the data folder
  public void stored(String name) {
    synchronized (uploaded) {
      uploaded.remove(name);
      waiting.put(name, false);
    }
    loop.wake();
  }

  /// How many sounds are not in the archive yet.
  public int waiting() {
    return waiting.size();
  }

  @Override
  public void begin() {}

  @Override
  public void round() {
    Instant now = clock.instant();
    Instant last = lookedAt;
    if (last == null || now.isAfter(last.plus(BETWEEN_LOOKS))) {
      lookedAt = now;
      look();
      deleteUploaded(now);
    }
    if (now.isBefore(notBefore)) {
      return;
    }
    int most = pause.isZero() ? MOST_AT_ONCE : 1;
    // In any order: one file that cannot be read must not be the only one that is tried.
    var names = new ArrayList<>(waiting.keySet());
    Collections.shuffle(names);
    for (String name : names) {
      if (loop.threads() >= most || loop.isClosing()) {
        return;
      }
      if (waiting.replace(name, false, true)) {
        loop.begin("upload-" + name, () -> upload(name), () -> waiting.replace(name, true, false));
      }
    }
  }

  /// What an earlier run left, and what nobody has told of.
  private void look() {
    for (CallSid call : files.calls()) {
      for (Path file : files.sounds(call)) {
        String name = name(file);
        if (!uploaded.containsKey(name)) {
          waiting.putIfAbsent(name, false);
        }
      }
    }
  }

  private String name(Path file) {
    return dataFolder.relativize(file).toString().replace('\\', '/');
  }

  private void upload(String name) {
    Path file = dataFolder.resolve(name);
    try {
      CallSid call = callOf(file);
      if (isWanted(file, call)) {
        archive.put(name, file);
      }
      if (isWanted(file, call)) {
        uploaded.put(name, clock.instant());
      } else {
        archive.delete(List.of(name));
      }
      waiting.remove(name, true);
      if (trouble != null) {
        LOG.atInfo().addKeyValue("waiting", waiting.size()).log("sounds reach their store again");
      }
      trouble = null;
      pause = Duration.ZERO;
    } catch (StoreException e) {
      failed(e);
    }
  }

  /// Whether it was not erased meanwhile.
  private boolean isWanted(Path file, CallSid call) {
    return Files.exists(file) && !isErased.test(call);
  }

  private synchronized void failed(StoreException e) {
    Instant now = clock.instant();
    if (now.isBefore(notBefore) || loop.isClosing()) {
      return;
    }
    boolean isOfStore =
        e.code() == Code.SOUND_STORE_UNREACHABLE || e.code() == Code.SOUND_STORE_REFUSED;
    if (trouble != e.code()) {
      trouble = e.code();
      LOG.atWarn()
          .addKeyValue("why", e.getMessage())
          .addKeyValue("waiting", waiting.size())
          .log(
              isOfStore
                  ? "sounds wait in the data folder, since their store does not take them"
                  : "sounds wait in the data folder, and not for their store");
    }
    boolean isOfDatabase = e.code().isShared() && !isOfStore;
    Duration doubled = pause.isZero() || isOfDatabase ? shortestPause : pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    notBefore = now.plus(pause);
  }

  private static CallSid callOf(Path file) {
    Path folder = file.getParent();
    return new CallSid(String.valueOf(folder == null ? null : folder.getFileName()));
  }

  private void deleteUploaded(Instant now) {
    for (Map.Entry<String, Instant> sound : new ArrayList<>(uploaded.entrySet())) {
      if (now.isAfter(sound.getValue().plus(KEPT_HERE)) && !deleteHere(sound.getKey())) {
        return;
      }
    }
  }

  /// Another server may have erased its call after it was looked for in the archive, and before
  /// that was known: then it is deleted there, too.
  ///
  /// @return false when that is to be tried again
  private boolean deleteHere(String name) {
    Path file = dataFolder.resolve(name);
    try {
      if (isErased.test(callOf(file))) {
        archive.delete(List.of(name));
      }
    } catch (StoreException e) {
      LOG.atDebug().addKeyValue("code", e.code()).log("a sound is deleted here later");
      return false;
    }
    synchronized (uploaded) {
      // It was stored anew. A file that is gone while it waits to be brought there was erased, and
      // would be deleted there.
      if (waiting.containsKey(name) || uploaded.remove(name) == null) {
        return true;
      }
      try {
        Files.deleteIfExists(file);
        Path folder = file.getParent();
        if (folder != null && files.sounds(callOf(file)).isEmpty()) {
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("why", e).log("a sound that its store has is deleted here later");
      }
    }
    return true;
  }

  @Override
  public Duration pause() {
    if (!waiting.isEmpty() && !pause.isZero()) {
      Duration left = Duration.between(clock.instant(), notBefore);
      return left.isNegative() ? Duration.ZERO : left;
    }
    return BETWEEN_LOOKS.dividedBy(2);
  }

  @Override
  public void close() {
    loop.close();
  }
}
