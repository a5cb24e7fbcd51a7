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
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final Path THREADS = Path.of("/proc/self/task");

  /// Linux cuts a thread's name off behind it.
  private static final int LONGEST_NAME = 15;

  /// The JIT's optimizing compiler, which works for a second now and then.
  private static final String COMPILER = "C2 CompilerThread";

  private static final int COMPILER_NICER = 15;
  private static final int PRIO_PROCESS = 0;
  private static final int CURRENT_THREAD = 0;

  private Niceness() {}

  /// How Linux is asked; made when the first thread is lowered. The carriers of virtual threads
  /// have started then, since a thread inherits the nice value of who starts it, and the compiler
  /// is lowered, too.
  private static final class Linux {
    /// Null where threads have no nice values.
    private static final @Nullable SetPriority SET = Files.isDirectory(THREADS) ? link() : null;

    static {
      if (SET != null) {
        CarrierThreads.keep();
        lowerThreads(SET, COMPILER, COMPILER_NICER);
      }
    }
  }

  /// @param usual the nice value of all threads that nobody has lowered
  private record SetPriority(MethodHandle handle, int usual) {}

  /// By how much a kind of threads is nicer than others, which a system property can change.
  static int setting(String property, int usually) {
    return Math.clamp(Integer.getInteger(property, usually), 0, NICEST);
  }

  private static @Nullable SetPriority link() {
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
      return new SetPriority(setpriority, usual);
    } catch (NoSuchElementException
        | IllegalCallerException
        | UnsupportedOperationException
        | LinkageError e) {
      LOG.atDebug().setCause(e).log("threads have no priorities here");
      return null;
    } catch (Throwable impossible) {
      throw new IllegalStateException("getpriority throws nothing", impossible);
    }
  }

  /// Lowers the current thread, or the carrier of a virtual one, for the rest of its life.
  static void lowerCurrentThread(int by) {
    SetPriority set = Linux.SET;
    if (set != null) {
      lower(set, CURRENT_THREAD, by);
    }
  }

  /// Lowers the threads of this process whose names begin so.
  static void lowerThreads(String name, int by) {
    SetPriority set = Linux.SET;
    if (set != null) {
      lowerThreads(set, name, by);
    }
  }

  private static void lowerThreads(SetPriority set, String name, int by) {
    String known = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (nameOf(thread).startsWith(known)) {
          lower(set, Integer.parseInt(thread.getFileName().toString()), by);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.atDebug().addKeyValue("name", name).setCause(e).log("threads keep their priority");
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  private static void lower(SetPriority set, int thread, int by) {
    try {
      int value = Math.min(NICEST, set.usual + by);
      int failed = (int) set.handle.invokeExact(PRIO_PROCESS, thread, value);
      if (failed != 0) {
        LOG.debug("a thread keeps its priority");
      }
    } catch (Throwable impossible) {
      throw new IllegalStateException("setpriority throws nothing", impossible);
    }
  }
}
