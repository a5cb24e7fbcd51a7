package app.kolan.server.media.vad;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Measures the memory that an operation allocates on this thread.
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int REHEARSALS = 3;

  private Allocation() {}

  /// The bytes that the operation allocates when it is repeated after a few warm-up runs, in which
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
