package app.kolan.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Linux's processor time and memory figures, from `/proc`. Parsing is total: unknown text counts
/// as nothing.
///
/// Source: https://man7.org/linux/man-pages/man5/proc.5.html
final class ProcStat {
  static final long NOT_KNOWN = -1;

  /// The unit of processor time (USER_HZ): hundredths of a second on every Linux that runs a JVM.
  private static final double TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");
  private static final int TICKS_OF_USER = 11;
  private static final int TICKS_OF_SYSTEM = 12;
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int GUEST = 8;
  private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d{1,15}) kB$");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private ProcStat() {}

  /// Seconds of processor time that a process has used, of user and system.
  static double cpuSeconds(long pid) {
    return cpuSecondsIn(read(process(pid).resolve("stat")));
  }

  /// Seconds of processor time that all processes have used.
  static double allCpuSeconds() {
    return allCpuSecondsIn(read(PROC.resolve("stat")));
  }

  /// Bytes of memory that a process holds, or [#NOT_KNOWN].
  static long rss(long pid) {
    return rssIn(read(process(pid).resolve("status")));
  }

  /// Seconds of processor time of each kind of thread, by name without its number.
  static Map<String, Double> threads(long pid) {
    var seconds = new TreeMap<String, Double>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process(pid).resolve("task"))) {
      for (Path task : tasks) {
        String stat = read(task.resolve("stat"));
        seconds.merge(threadNameIn(stat), cpuSecondsIn(stat), Double::sum);
      }
    } catch (IOException e) {
      // The process is gone: there are no threads.
    }
    return seconds;
  }

  /// From the text of `/proc/PID/stat`. The name in it may hold anything, spaces and brackets too.
  static double cpuSecondsIn(String stat) {
    String[] fields = SPACE.split(stat.substring(stat.lastIndexOf(')') + 1).strip(), -1);
    return fields.length > TICKS_OF_SYSTEM
        ? (number(fields[TICKS_OF_USER]) + number(fields[TICKS_OF_SYSTEM])) / TICKS_PER_SECOND
        : 0;
  }

  /// From the text of a thread's `stat`: its name, without a number at its end.
  static String threadNameIn(String stat) {
    int from = stat.indexOf('(');
    int to = stat.lastIndexOf(')');
    return from < 0 || to < from
        ? ""
        : stat.substring(from + 1, to).replaceFirst("[-#.\\d\\s]+$", "");
  }

  /// From the text of `/proc/stat`.
  static double allCpuSecondsIn(String stat) {
    String first = stat.lines().findFirst().orElse("");
    if (!first.startsWith("cpu ")) {
      return 0;
    }
    String[] fields = SPACE.split(first.substring("cpu".length()).strip(), -1);
    double ticks = 0;
    for (int i = 0; i < Math.min(fields.length, GUEST); i++) {
      ticks += i == IDLE || i == WAITING ? 0 : number(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /// From the text of `/proc/PID/status`.
  static long rssIn(String status) {
    Matcher rss = RSS.matcher(status);
    return rss.find() ? Long.parseLong(rss.group(1)) * 1024 : NOT_KNOWN;
  }

  private static Path process(long pid) {
    return PROC.resolve(Long.toString(pid));
  }

  private static double number(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
