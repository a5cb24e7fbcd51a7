package app.kolan.server.tts;

import app.kolan.server.store.PrivateFolders;
import app.kolan.twilio.audio.Mulaw;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cache of fixed sentences' audio, in memory and in files, so that a sentence once synthesized
/// is available without a provider, at once and in any outage.
///
/// A file holds the SHA-256 of its audio and the audio. It is written atomically; a damaged one is
/// removed. Disk failures are only logged: a sentence can always be synthesized again.
///
/// Thread-safe; shared between calls.
public final class AudioCache {
  private static final Logger LOG = LoggerFactory.getLogger(AudioCache.class);
  private static final String ENDING = ".sound";
  private static final String UNFINISHED = ".unfinished-";

  private final Path folder;
  private final long mostBytes;
  private final Map<AudioCacheKey, Mulaw> inMemory = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private AudioCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /// Opens the cache, and removes unfinished files that a crash left behind.
  ///
  /// @param folder for its files; created when it is missing
  /// @param mostBytes how much audio stays in memory; the least recently used is evicted first
  public static AudioCache open(Path folder, long mostBytes) {
    var cache = new AudioCache(folder, mostBytes);
    try {
      PrivateFolders.create(folder);
      try (var left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      cache.complain(e);
    }
    return cache;
  }

  /// The audio of a sentence, if it is cached. May read a file.
  public Optional<Mulaw> find(AudioCacheKey key) {
    Optional<Mulaw> remembered = remembered(key);
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<Mulaw> stored = stored(key);
    stored.ifPresent(sound -> remember(key, sound));
    return stored;
  }

  /// Stores the audio of a sentence, in memory and in a file.
  public void keep(AudioCacheKey key, Mulaw sound) {
    remember(key, sound);
    try {
      Path written = Files.createTempFile(folder, UNFINISHED, ENDING);
      try (var file = new FileOutputStream(written.toFile())) {
        file.write(AudioCacheKey.sha256(sound.bytes()));
        file.write(sound.bytes());
      }
      Files.move(written, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      complain(e);
    }
  }

  private synchronized Optional<Mulaw> remembered(AudioCacheKey key) {
    return Optional.ofNullable(inMemory.get(key));
  }

  private synchronized void remember(AudioCacheKey key, Mulaw sound) {
    Mulaw before = inMemory.put(key, sound);
    bytes += sound.length() - (before == null ? 0 : before.length());
    var oldest = inMemory.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= oldest.next().getValue().length();
      oldest.remove();
    }
  }

  private Optional<Mulaw> stored(AudioCacheKey key) {
    try {
      byte[] file = Files.readAllBytes(file(key));
      byte[] sound =
          Arrays.copyOfRange(file, Math.min(AudioCacheKey.BYTES, file.length), file.length);
      if (Arrays.equals(Arrays.copyOf(file, AudioCacheKey.BYTES), AudioCacheKey.sha256(sound))) {
        return Optional.of(Mulaw.of(sound));
      }
      LOG.atWarn()
          .addKeyValue("file", key.hex())
          .log("a cached audio file was damaged and is removed");
      Files.delete(file(key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      complain(e);
    }
    return Optional.empty();
  }

  private Path file(AudioCacheKey key) {
    return folder.resolve(key.hex() + ENDING);
  }

  private void complain(IOException e) {
    LOG.atWarn()
        .addKeyValue("folder", folder)
        .addKeyValue("fault", e.getClass().getSimpleName())
        .log("the audio cache folder cannot be used");
  }
}
