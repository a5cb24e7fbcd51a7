package app.kolan.server.threads;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Linux's nice values of single threads: the higher, the less of a busy processor a thread gets.
/// Nothing here fails; on another system, or where it is not allowed, all stays as it was.
///
/// Source: https://man7.org/linux/man-pages/man2/setpriority.2.html
final class Niceness {
  /// That of background threads, which counts a thirtieth of a usual thread.
  private static final int BACKGROUND_VALUE = 15;

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final Path THREADS = Path.of("/proc/self/task");

  /// As Linux cuts it off.
  private static final String OPTIMIZING_COMPILER = "C2 CompilerThre";

  private static final int PRIO_PROCESS = 0;
  private static final int CURRENT_THREAD = 0;

  /// Ready for use: the carriers of virtual threads have started, and the compiler is lowered, too.
  static final Niceness BACKGROUND = prepare();

  private final @Nullable MethodHandle setpriority;

  private Niceness(@Nullable MethodHandle setpriority) {
    this.setpriority = setpriority;
  }

  private static Niceness prepare() {
    var niceness = new Niceness(Files.isDirectory(THREADS) ? setpriority() : null);
    if (niceness.setpriority != null) {
      Carriers.keep();
      niceness.lowerCompiler();
    }
    return niceness;
  }

  private static @Nullable MethodHandle setpriority() {
    try {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("setpriority"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    } catch (NoSuchElementException
        | IllegalCallerException
        | UnsupportedOperationException
        | LinkageError e) {
      LOG.atDebug().setCause(e).log("threads have no priorities here");
      return null;
    }
  }

  /// Lowers the current thread, a platform thread, for the rest of its life.
  void lowerCurrentThread() {
    lower(CURRENT_THREAD);
  }

  /// Lowers the JIT's optimizing compiler, which works for a second now and then.
  private void lowerCompiler() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).strip().equals(OPTIMIZING_COMPILER)) {
          lower(Integer.parseInt(thread.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("the compiler keeps its priority");
    }
  }

  private void lower(int thread) {
    if (setpriority == null) {
      return;
    }
    try {
      int failed = (int) setpriority.invokeExact(PRIO_PROCESS, thread, BACKGROUND_VALUE);
      if (failed != 0) {
        LOG.debug("a thread keeps its priority");
      }
    } catch (Throwable impossible) {
      throw new IllegalStateException("setpriority throws nothing", impossible);
    }
  }
}
