package app.kolan.server.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Waiting for the disk in a way that an interrupt does not cut short. The thread's interrupted
/// status is kept.
final class Uninterrupted {
  private Uninterrupted() {}

  /// Waits until the names in a folder are on the disk.
  static void sync(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
