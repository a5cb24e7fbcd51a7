package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files that a data folder has of calls: their sounds and their tapes; and, where servers keep
/// their sounds in common, what that archive has of them.
public final class CallFiles {
  private static final String SOUNDS = "audio";

  private final Path dataFolder;
  private final @Nullable SoundArchive archive;

  public CallFiles(Path dataFolder) {
    this(dataFolder, null);
  }

  /// @param archive null where sounds stay in the data folder
  public CallFiles(Path dataFolder, @Nullable SoundArchive archive) {
    this.dataFolder = dataFolder;
    this.archive = archive;
  }

  /// What the archive has of a call, and this folder has not.
  ///
  /// @throws StoreException when the archive does not answer
  public List<SoundArchive.Kept> archived(CallSid call) {
    return archive == null
        ? List.of()
        : archive.of(call).stream()
            .filter(kept -> Files.notExists(dataFolder.resolve(kept.name())))
            .toList();
  }

  /// Brings a sound of the archive into a file.
  ///
  /// @return false when it is gone
  /// @throws StoreException when the archive does not answer
  public boolean fetch(SoundArchive.Kept sound, Path to) {
    return archive != null && archive.fetch(sound.name(), to);
  }

  /// The files of a call, without their folder.
  ///
  /// @throws StoreException when they cannot be listed
  public List<Path> of(CallSid call) {
    var files = new ArrayList<>(sounds(call));
    files.addAll(tapes(call));
    return files;
  }

  /// The sounds of a call.
  ///
  /// @throws StoreException when they cannot be listed
  public List<Path> sounds(CallSid call) {
    return in(folder(SOUNDS, call));
  }

  private static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /// The tapes of a call.
  ///
  /// @throws StoreException when they cannot be listed
  public List<Path> tapes(CallSid call) {
    return inTapes(call.value() + "{.jsonl,.*.jsonl}");
  }

  /// The calls that have sounds or tapes.
  ///
  /// @throws StoreException when they cannot be listed
  public Set<CallSid> calls() {
    var calls = new LinkedHashSet<>(withTapes());
    for (String kind : List.of(SOUNDS, SoundCopies.FOLDER)) {
      Path sounds = dataFolder.resolve(kind);
      try {
        if (Files.isDirectory(sounds)) {
          try (DirectoryStream<Path> folders = Files.newDirectoryStream(sounds, "CA*")) {
            for (Path folder : folders) {
              add(calls, String.valueOf(folder.getFileName()));
            }
          }
        }
      } catch (IOException e) {
        throw failed(sounds, e);
      }
    }
    return calls;
  }

  /// The calls that have tapes.
  ///
  /// @throws StoreException when they cannot be listed
  public Set<CallSid> withTapes() {
    var calls = new TreeSet<String>();
    for (Path tape : inTapes("CA*.jsonl")) {
      String name = String.valueOf(tape.getFileName());
      calls.add(name.substring(0, name.indexOf('.')));
    }
    var known = new LinkedHashSet<CallSid>();
    calls.forEach(name -> add(known, name));
    return known;
  }

  private static void add(Set<CallSid> calls, String name) {
    try {
      calls.add(new CallSid(name));
    } catch (IllegalArgumentException _) {
      // Somebody has put another file there.
    }
  }

  private List<Path> inTapes(String pattern) {
    Path tapes = dataFolder.resolve("tapes");
    var files = new ArrayList<Path>();
    try {
      if (Files.isDirectory(tapes)) {
        try (DirectoryStream<Path> ofCall = Files.newDirectoryStream(tapes, pattern)) {
          ofCall.forEach(files::add);
        }
      }
    } catch (IOException e) {
      throw failed(dataFolder, e);
    }
    return files;
  }

  /// Deletes the files of a call and their folder, and what the archive has; those that are gone
  /// are none.
  ///
  /// @throws StoreException when one cannot be deleted; doing it again is safe
  public void delete(CallSid call) {
    deleteTapes(call);
    deleteSounds(call);
  }

  /// Deletes the sounds of a call and their folder, those here first: what is not here is not
  /// brought to the archive any more.
  ///
  /// @throws StoreException when one cannot be deleted; doing it again is safe
  public void deleteSounds(CallSid call) {
    deleteSoundsHere(call);
    if (archive != null) {
      archive.delete(archive.of(call).stream().map(SoundArchive.Kept::name).toList());
    }
  }

  /// The same for this folder alone.
  ///
  /// @throws StoreException when one cannot be deleted
  public void deleteSoundsHere(CallSid call) {
    for (String kind : List.of(SOUNDS, SoundCopies.FOLDER)) {
      Path folder = folder(kind, call);
      delete(in(folder));
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw failed(folder, e);
      }
    }
  }

  /// Deletes the tapes of a call.
  ///
  /// @throws StoreException when one cannot be deleted
  public void deleteTapes(CallSid call) {
    delete(tapes(call));
  }

  private void delete(List<Path> files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(dataFolder, e);
    }
  }

  private Path folder(String kind, CallSid call) {
    return dataFolder.resolve(kind).resolve(call.value());
  }

  private static StoreException failed(Path folder, IOException e) {
    return new StoreException(
        Code.LEDGER_FOLDER, "the files of calls in %s cannot be deleted".formatted(folder), e);
  }
}
