package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/// The sounds of calls, one folder per call below `audio` in the data folder.
///
/// A file is there whole or not at all: it is written elsewhere, brought to the disk, and renamed.
/// One that fails leaves nothing, and none takes the room that is kept for rows. Any thread may use
/// it, also one that has been interrupted. One server owns a data folder: opening it removes
/// unfinished files.
public final class AudioFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final String AUDIO = "audio";

  private final Path dataFolder;
  private final Path audio;
  private final Path unfinished;
  private final DiskSpace space;

  private AudioFiles(Path dataFolder, DiskSpace space) {
    this.space = space;
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
    var files = new AudioFiles(dataFolder.toAbsolutePath().normalize(), space);
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
    return dataFolder.relativize(file.keep()).toString().replace('\\', '/');
  }

  private Path move(Path written, Path folder, String name) {
    try {
      PrivateFolders.create(folder);
      Path place = folder.resolve(name);
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
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

  /// The file of a relative path that [#store] returned.
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
