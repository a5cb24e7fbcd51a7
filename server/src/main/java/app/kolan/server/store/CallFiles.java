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

/// The files that a data folder has of calls: their sounds and their tapes.
public final class CallFiles {
  private final Path dataFolder;

  public CallFiles(Path dataFolder) {
    this.dataFolder = dataFolder;
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
    Path folder = folder(call);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw failed(e);
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
    Path sounds = dataFolder.resolve("audio");
    try {
      if (Files.isDirectory(sounds)) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(sounds, "CA*")) {
          for (Path folder : folders) {
            add(calls, String.valueOf(folder.getFileName()));
          }
        }
      }
    } catch (IOException e) {
      throw failed(e);
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
      throw failed(e);
    }
    return files;
  }

  /// Deletes the files of a call and their folder; those that are gone are none.
  ///
  /// @throws StoreException when one cannot be deleted
  public void delete(CallSid call) {
    deleteTapes(call);
    deleteSounds(call);
  }

  /// Deletes the sounds of a call and their folder.
  ///
  /// @throws StoreException when one cannot be deleted
  public void deleteSounds(CallSid call) {
    delete(sounds(call));
    try {
      Files.deleteIfExists(folder(call));
    } catch (IOException e) {
      throw failed(e);
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
      throw failed(e);
    }
  }

  private Path folder(CallSid call) {
    return dataFolder.resolve("audio").resolve(call.value());
  }

  private StoreException failed(IOException e) {
    return new StoreException(
        Code.LEDGER_FOLDER, "the files of calls in %s cannot be deleted".formatted(dataFolder), e);
  }
}
