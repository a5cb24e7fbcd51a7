package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import app.kolan.server.threads.DiskThreads;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The sounds of calls, one folder per call below `audio` in the data folder.
///
/// A file is there whole or not at all: it is written elsewhere, brought to the disk, and renamed.
/// One that fails leaves nothing, and none takes the room that is kept for rows. Any thread may use
/// it, also one that has been interrupted. One server owns a data folder: opening it removes
/// unfinished files.
///
/// Where servers keep their sounds in a [SoundArchive], those of this folder are on their way
/// there, and what this one no longer has, or another one recorded, is read by [#file].
public final class AudioFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final String AUDIO = "audio";

  /// More bring hardly more to a disk: 1 thread 2,000 sounds a second, 4 4,500, 8 5,500, 64 6,700.
  private static final int MOST_AT_ONCE = 8;

  private final DiskThreads disk = new DiskThreads("sound-writer-", MOST_AT_ONCE);
  private final Path dataFolder;
  private final Path audio;
  private final Path unfinished;
  private final DiskSpace space;
  private final @Nullable SoundCopies copies;
  private volatile Consumer<String> stored = _ -> {};

  private AudioFiles(Path dataFolder, DiskSpace space, @Nullable SoundArchive archive) {
    this.space = space;
    copies = archive == null ? null : SoundCopies.open(dataFolder, space, archive);
    this.dataFolder = dataFolder;
    audio = dataFolder.resolve(AUDIO);
    unfinished = audio.resolve("unfinished");
  }

  /// Creates the folders, and removes what a crash left unfinished.
  ///
  /// @throws StoreException when the folder cannot be written to
  public static AudioFiles open(Path dataFolder) {
    return open(dataFolder, DiskSpace.of(dataFolder));
  }

  /// The same with the room of one's own.
  public static AudioFiles open(Path dataFolder, DiskSpace space) {
    return open(dataFolder, space, null);
  }

  /// The same where sounds are kept for all servers.
  ///
  /// @param archive null where they stay in the folder
  public static AudioFiles open(Path dataFolder, DiskSpace space, @Nullable SoundArchive archive) {
    var files = new AudioFiles(dataFolder.toAbsolutePath().normalize(), space, archive);
    try {
      PrivateFolders.create(files.unfinished);
      try (var left = Files.newDirectoryStream(files.unfinished)) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "the folder %s cannot be used".formatted(files.audio), e);
    }
    return files;
  }

  /// Stores a sound, in place of one of the same name, and returns once it is on the disk.
  ///
  /// @param name letters, digits, `-` and `_`; without `.wav`
  /// @return where it is, relative to the data folder, with `/` between the parts
  /// @throws StoreException when it cannot be written; trying again is safe
  public String store(CallSid call, String name, byte[] wav) {
    try (UnfinishedAudio file = begin(call, name)) {
      file.write(ByteBuffer.wrap(wav));
      return keep(file);
    }
  }

  /// Begins a file that is written piece by piece; [#keep] makes it one that is stored.
  ///
  /// @param name letters, digits, `-` and `_`; without `.wav`
  /// @throws StoreException when it cannot be written
  public UnfinishedAudio begin(CallSid call, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a sound's name has letters, digits, '-' and '_'");
    }
    Path folder = audio.resolve(call.value());
    return new UnfinishedAudio(
        unfinished.resolve(UUID.randomUUID() + ".wav"),
        space,
        written -> move(written, folder, name + ".wav"));
  }

  /// Stores a file that was begun, in place of one of the same name, and returns once it is on the
  /// disk.
  ///
  /// @return where it is, relative to the data folder, with `/` between the parts
  /// @throws StoreException when that fails; trying again with a new file is safe
  public String keep(UnfinishedAudio file) {
    Path place = disk.call(file::keep);
    String name = dataFolder.relativize(place).toString().replace('\\', '/');
    stored.accept(name);
    return name;
  }

  /// Calls this with the relative path of each file from now on once it is on the disk, on the
  /// thread that has stored it. It must not block. There is one such listener.
  public void onStored(Consumer<String> listener) {
    stored = listener;
  }

  /// The whole file of a relative path that [#store] returned, on whichever server: from this
  /// folder, or a copy of what the archive has, which is there for some minutes. Blocks for the
  /// network then. Where there is no such sound, there is no file.
  ///
  /// @throws StoreException when the archive does not answer, or there is no room for a copy
  /// @throws IllegalArgumentException when the path leads out of the folder of sounds
  public Path file(String relative) {
    Path here = resolve(relative);
    return copies == null || Files.exists(here)
        ? here
        : copies.of(relative).filter(Files::exists).orElse(here);
  }

  /// Whether servers have their sounds in common.
  public boolean isShared() {
    return copies != null;
  }

  private Path move(Path written, Path folder, String name) {
    try {
      Path place = folder.resolve(name);
      moveInto(folder, written, place);
      if (PrivateFolders.POSIX) {
        Uninterrupted.sync(folder);
        Uninterrupted.sync(audio);
      }
      return place;
    } catch (IOException e) {
      throw new StoreException(
          space.isLow() ? Code.LEDGER_DISK_FULL : Code.LEDGER_FOLDER,
          "a sound could not be stored in %s".formatted(folder),
          e);
    }
  }

  /// A folder that has become empty may be deleted just then.
  private static void moveInto(Path folder, Path written, Path place) throws IOException {
    PrivateFolders.create(folder);
    try {
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      PrivateFolders.create(folder);
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// The file of a relative path that [#store] returned, in this folder.
  ///
  /// @throws IllegalArgumentException when the path leads out of the folder of sounds
  public Path resolve(String relative) {
    Path file = dataFolder.resolve(relative).normalize();
    if (!file.startsWith(audio) || file.equals(audio)) {
      throw new IllegalArgumentException("this is not the path of a sound");
    }
    return file;
  }
}
