package app.kolan.server.web;

import app.kolan.server.telephony.CallLimits;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many files and sockets the process may have open, `ulimit -n`.
final class FileDescriptors {
  private static final Logger LOG = LoggerFactory.getLogger(FileDescriptors.class);

  /// A call's media socket, its providers' connections, and a file now and then.
  private static final int BY_CALL = 6;

  /// The database, jars, webhooks, recordings that are fetched.
  private static final int BESIDES = 256;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final Pattern OPEN_FILES =
      Pattern.compile("Max open files +([0-9]{1,18}|unlimited) +(?:[0-9]+|unlimited) ");

  /// Kept back for calls: twenty of them.
  private static final int RESERVE = 128;

  private FileDescriptors() {}

  /// The limit of this process; many where the system has none.
  ///
  /// Linux says it in a file, as it lists what is open in a folder. Elsewhere the JDK's management
  /// is asked, which takes a tenth of a second to load.
  static long limit() {
    try {
      return limit(Files.readAllLines(LIMITS));
    } catch (IOException | UncheckedIOException noLinux) {
      return managedLimit();
    }
  }

  /// The limit in force that the lines of `/proc/PID/limits` name, proc_pid_limits(5).
  static long limit(List<String> lines) {
    for (String line : lines) {
      Matcher found = OPEN_FILES.matcher(line);
      if (found.lookingAt()) {
        return found.group(1).equals("unlimited")
            ? Integer.MAX_VALUE
            : Long.parseLong(found.group(1));
      }
    }
    return managedLimit();
  }

  private static long managedLimit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Integer.MAX_VALUE;
  }

  /// How many of them connections may have on which nothing genuine has come: a quarter, so that
  /// strangers leave the rest to calls.
  static int forStrangers(long limit, int most) {
    return Math.clamp(limit / 4, 1, most);
  }

  /// How many may be opened before so few are left that idle connections should give theirs back.
  /// Each time it is asked it counts those that are open.
  static LongSupplier left() {
    long limit = limit();
    return () -> left(open(), limit);
  }

  /// How many are open; 0 where the system does not say.
  static long open() {
    String[] open = OPEN.toFile().list();
    if (open != null) {
      return open.length;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /// The same, of so many that are open and may be; 0 or less when they run short.
  static long left(long open, long limit) {
    return limit - open - Math.min(RESERVE, limit / 8) + 1;
  }

  /// How many the configured calls need; nothing where they have no limit.
  static long needed(CallLimits limits) {
    return limits.calls() == CallLimits.UNLIMITED ? 0 : (long) limits.calls() * BY_CALL + BESIDES;
  }

  /// Warns when the limit does not fit the configured calls.
  static void warnIfFew(CallLimits limits) {
    long limit = limit();
    if (limit < needed(limits)) {
      LOG.atWarn()
          .addKeyValue("limit", limit)
          .addKeyValue("needed", needed(limits))
          .addKeyValue("calls", limits.calls())
          .log(
              "the limit of open files does not fit KOLAN_MOST_CALLS: raise it with ulimit -n or"
                  + " LimitNOFILE");
    }
  }
}
