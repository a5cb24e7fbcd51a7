package app.kolan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Temporary folders of tests, in memory where the system has such a place: the conversation waits
/// for its ledger to be on the disk, and a disk that somebody else keeps busy answers after
/// seconds, which no clock of a test can foresee.
///
/// What is durable is not tested less: a process that is killed leaves its files either way.
public final class MemoryTempDirs implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH = 256L << 20;
  private static final String PREFIX = "kolan-test-";

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return create();
  }

  /// Such a folder for what is no test of its own; who asked for it deletes it.
  public static Path create() throws IOException {
    return create(ENOUGH);
  }

  /// The same, in memory where so many bytes are free.
  public static Path create(long enough) throws IOException {
    boolean roomy =
        Files.isDirectory(MEMORY)
            && Files.isWritable(MEMORY)
            && Files.getFileStore(MEMORY).getUsableSpace() >= enough;
    return roomy ? Files.createTempDirectory(MEMORY, PREFIX) : Files.createTempDirectory(PREFIX);
  }
}
