package app.kolan.server.bootstrap;

import app.kolan.server.store.CallErasure;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.Erased;
import app.kolan.server.store.ErasureScope;
import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Deletes calls from a data folder whole: rows, sounds, tapes, and what the database keeps of rows
/// that are deleted. No server may use the folder meanwhile; the lock of the folder is held.
///
/// The files go first, so that an erasure that breaks off is found again by its rows.
public final class Erasure implements AutoCloseable {
  private final DataFolderLock lock;
  private final CallErasure ledger;
  private final CallFiles files;
  private final List<CallSid> calls;

  private Erasure(DataFolderLock lock, CallErasure ledger, CallFiles files, ErasureScope scope) {
    this.lock = lock;
    this.ledger = ledger;
    this.files = files;
    calls = ledger.choose(scope);
  }

  /// Looks for the calls; deletes nothing yet.
  ///
  /// @return empty when there is no database in the folder
  /// @throws StoreException when a server uses the folder, or the database fails
  public static Optional<Erasure> prepare(Path dataFolder, ErasureScope scope) {
    if (!Files.exists(dataFolder.resolve("kolan.db"))) {
      return Optional.empty();
    }
    DataFolderLock lock = DataFolderLock.take(dataFolder);
    try {
      CallErasure ledger = StoreFactory.erasure(dataFolder);
      try {
        return Optional.of(new Erasure(lock, ledger, new CallFiles(dataFolder), scope));
      } catch (StoreException e) {
        ledger.close();
        throw e;
      }
    } catch (StoreException e) {
      lock.close();
      throw e;
    }
  }

  /// What will be deleted.
  ///
  /// @throws StoreException when it cannot be looked at
  public Erased count() {
    List<Path> found = calls.stream().flatMap(call -> files.of(call).stream()).toList();
    return new Erased(
        calls.size(), ledger.rows(), found.size(), found.stream().mapToLong(Erasure::size).sum());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /// Deletes it.
  ///
  /// @throws StoreException when something could not be deleted; doing it again is safe
  public void run() {
    ledger.requireRoom();
    calls.forEach(files::delete);
    ledger.delete();
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } finally {
      lock.close();
    }
  }
}
