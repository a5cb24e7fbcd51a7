package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The free space where recordings are stored.
final class DiskSpaceCheck implements Check {
  private static final long MEGABYTE = 1_000_000;
  private static final long LITTLE = 1000 * MEGABYTE;
  private static final long NEARLY_NONE = 100 * MEGABYTE;
  private static final String REMEDY =
      "Free some space, or set KOLAN_DATA to a folder on another disk.";

  /// Reports how many bytes may still be written.
  interface Disk {
    long usable() throws IOException;
  }

  private final Disk disk;

  DiskSpaceCheck(Disk disk) {
    this.disk = disk;
  }

  /// The disk of a folder, or of its nearest existing parent.
  static DiskSpaceCheck of(Path folder) {
    return new DiskSpaceCheck(
        () -> {
          Path there = folder;
          while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
          }
          return Files.getFileStore(there).getUsableSpace();
        });
  }

  @Override
  public String name() {
    return "disk space";
  }

  @Override
  public List<Finding> look() {
    try {
      return List.of(judge(disk.usable()));
    } catch (IOException e) {
      return List.of(Finding.note("the free space of the data folder's disk cannot be told"));
    }
  }

  private static Finding judge(long usable) {
    long megabytes = usable / MEGABYTE;
    if (usable < NEARLY_NONE) {
      return Finding.broken(
          "%d MB are left on the data folder's disk".formatted(megabytes),
          "calls cannot be written down when it is full, and then get the apology",
          REMEDY);
    }
    if (usable < LITTLE) {
      return Finding.warning(
          "%d MB are left on the data folder's disk".formatted(megabytes),
          "an hour of what callers say takes about 60 MB",
          REMEDY);
    }
    return Finding.fine(
        String.format(
            Locale.ROOT, "%.1f GB are left on the data folder's disk", megabytes / 1000.0));
  }
}
