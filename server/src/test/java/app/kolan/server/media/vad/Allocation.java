package app.kolan.server.media.vad;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts the memory that some work takes on this thread.
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int REHEARSALS = 3;

  private Allocation() {}

  /// The bytes that the work allocates when it is done once more, after a few rehearsals in which
  /// classes are loaded and tables filled.
  public static long bytesOf(Runnable work) {
    for (int i = 0; i < REHEARSALS; i++) {
      work.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
