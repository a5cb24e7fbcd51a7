package app.kolan.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder for a ledger that is thrown away: it is deleted with all that is in it when it is
/// closed. What cannot be deleted is logged.
///
/// @param path in the system's temporary directory
public record TemporaryFolder(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  /// Makes one; blocks for the disk.
  ///
  /// @param prefix what its name begins with
  /// @throws StoreException when it cannot be made
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.LEDGER_FOLDER, "there is no folder for temporary files", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", path)
          .setCause(e)
          .log("a temporary folder cannot be deleted");
    }
  }
}
