package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    var files = new ArrayList<Path>();
    Path sounds = sounds(call);
    Path tapes = dataFolder.resolve("tapes");
    try {
      if (Files.isDirectory(sounds, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> inside = Files.list(sounds)) {
          inside.forEach(files::add);
        }
      }
      if (Files.isDirectory(tapes)) {
        try (DirectoryStream<Path> ofCall =
            Files.newDirectoryStream(tapes, call.value() + "{.jsonl,.*.jsonl}")) {
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
    try {
      for (Path file : of(call)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(sounds(call));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path sounds(CallSid call) {
    return dataFolder.resolve("audio").resolve(call.value());
  }

  private StoreException failed(IOException e) {
    return new StoreException(
        Code.LEDGER_FOLDER, "the files of calls in %s cannot be deleted".formatted(dataFolder), e);
  }
}
