package app.kolan.server.threads;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryIteratorException;
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
  private static final int NICEST = 19;

  /// By how much background threads are nicer than others. By 15 each counts a thirtieth of one; by
  /// 1, as in tests, which share the processors with other builds, nearly as much as one.
  private static final int NICER =
      Math.clamp(Integer.getInteger("kolan.background.niceness", 15), 0, NICEST);

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final Path THREADS = Path.of("/proc/self/task");

  /// As Linux cuts it off.
  private static final String OPTIMIZING_COMPILER = "C2 CompilerThre";

  private static final int PRIO_PROCESS = 0;
  private static final int CURRENT_THREAD = 0;

  /// Ready for use: the carriers of virtual threads have started, and the compiler is lowered, too.
  static final Niceness BACKGROUND = prepare();

  private final @Nullable MethodHandle setpriority;
  private final int value;

  /// @param setpriority null where threads have no nice values
  /// @param value that lowered threads get
  private Niceness(@Nullable MethodHandle setpriority, int value) {
    this.setpriority = setpriority;
    this.value = value;
  }

  private static Niceness prepare() {
    Niceness niceness = Files.isDirectory(THREADS) ? link() : new Niceness(null, 0);
    if (niceness.setpriority != null) {
      CarrierThreads.keep();
      niceness.lowerCompiler();
    }
    return niceness;
  }

  private static Niceness link() {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle getpriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("getpriority"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
      MethodHandle setpriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      int usual = (int) getpriority.invokeExact(PRIO_PROCESS, CURRENT_THREAD);
      return new Niceness(setpriority, Math.min(NICEST, usual + NICER));
    } catch (NoSuchElementException
        | IllegalCallerException
        | UnsupportedOperationException
        | LinkageError e) {
      LOG.atDebug().setCause(e).log("threads have no priorities here");
      return new Niceness(null, 0);
    } catch (Throwable impossible) {
      throw new IllegalStateException("getpriority throws nothing", impossible);
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
        if (isCompiler(thread)) {
          lower(Integer.parseInt(thread.getFileName().toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.atDebug().setCause(e).log("the compiler keeps its priority");
    }
  }

  private static boolean isCompiler(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(OPTIMIZING_COMPILER);
    } catch (IOException ended) {
      return false;
    }
  }

  private void lower(int thread) {
    if (setpriority == null) {
      return;
    }
    try {
      int failed = (int) setpriority.invokeExact(PRIO_PROCESS, thread, value);
      if (failed != 0) {
        LOG.debug("a thread keeps its priority");
      }
    } catch (Throwable impossible) {
      throw new IllegalStateException("setpriority throws nothing", impossible);
    }
  }
}
