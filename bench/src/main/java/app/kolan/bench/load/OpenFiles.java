package app.kolan.bench.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/// Whether a process may open as many connections as are wanted.
final class OpenFiles {
  private static final int OTHER_FILES = 300;

  private OpenFiles() {}

  /// Two for each call: its stream and its webhook.
  ///
  /// @throws IOException when they are not allowed; the message says what to do
  static void require(int calls) throws IOException {
    long needed = 2L * calls + OTHER_FILES;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() < needed) {
      throw new IOException(
          "%d calls need %d open files, and %d are allowed: raise the limit with ulimit -n %d"
              .formatted(calls, needed, unix.getMaxFileDescriptorCount(), needed));
    }
  }
}
