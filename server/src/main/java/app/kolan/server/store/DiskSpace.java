package app.kolan.server.store;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/// The room on the disk of the data folder. Some of it is kept for the database's rows: while no
/// file takes it, what is said of a call can be written down even when its audio cannot.
///
/// Any thread may use it.
public final class DiskSpace {
  private static final long LARGEST_RESERVE = 64L * 1024 * 1024;
  private static final int PART_OF_A_SMALL_DISK = 20;

  private final LongSupplier usable;
  private final LongSupplier total;

  /// @param usable how many bytes can be written now
  /// @param total how many bytes the disk has
  public DiskSpace(LongSupplier usable, LongSupplier total) {
    this.usable = usable;
    this.total = total;
  }

  /// The disk of a folder.
  public static DiskSpace of(Path folder) {
    var disk = folder.toAbsolutePath().toFile();
    return new DiskSpace(disk::getUsableSpace, disk::getTotalSpace);
  }

  /// Whether a file may have so many bytes more.
  public boolean hasRoomFor(long bytes) {
    return usable.getAsLong() - bytes >= reserve();
  }

  /// Whether less than the reserve is left.
  public boolean isLow() {
    return usable.getAsLong() < reserve();
  }

  /// How many bytes can be written now, the reserve among them.
  public long usable() {
    return usable.getAsLong();
  }

  /// 64 MB; of a small disk, a twentieth.
  private long reserve() {
    return Math.min(LARGEST_RESERVE, total.getAsLong() / PART_OF_A_SMALL_DISK);
  }
}
