package app.kolan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says every ten seconds how far a backup is, by what lies in its folder, on a thread of its own.
final class BackupProgress implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final double MEGABYTE = 1_000_000;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Path folder;
  private final PrintWriter out;
  private final Duration interval;

  private BackupProgress(Path folder, PrintWriter out, Duration interval) {
    this.folder = folder;
    this.out = out;
    this.interval = interval;
  }

  static BackupProgress of(Path folder, PrintWriter out) {
    return of(folder, out, INTERVAL);
  }

  static BackupProgress of(Path folder, PrintWriter out, Duration interval) {
    var progress = new BackupProgress(folder, out, interval);
    Thread.ofVirtual().name("backup-progress").start(progress::tell);
    return progress;
  }

  private void tell() {
    try {
      while (!over.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        String sofar = sofar(folder);
        if (over.getCount() > 0) {
          out.println("  " + sofar);
          out.flush();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What lies in a folder that is being filled, such as `12.5 MB, 310 sounds`.
  static String sofar(Path folder) {
    long bytes = 0;
    long sounds = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          bytes += Files.size(file);
          sounds += folder.equals(file.getParent()) ? 0 : 1;
        }
      }
    } catch (IOException | UncheckedIOException renamedMeanwhile) {
      // What was counted until then is enough; the next line has the rest.
    }
    return String.format(
        Locale.ROOT,
        "%.1f MB, %d %s so far",
        bytes / MEGABYTE,
        sounds,
        sounds == 1 ? "sound" : "sounds");
  }

  @Override
  public void close() {
    over.countDown();
  }
}
