package app.kolan.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// A server's warnings during a measurement.
final class ServerLog {
  private static final int SHOWN = 5;
  private static final Pattern LEVEL = Pattern.compile("\\b(?:WARN|ERROR)\\b");

  private ServerLog() {}

  /// Shows the first warnings, if there are any.
  static void tell(ServerProcess server, Progress progress) throws IOException {
    List<String> warnings =
        Files.readAllLines(server.log()).stream().filter(ServerLog::isWarning).toList();
    if (!warnings.isEmpty()) {
      progress.note("  the server warned %d times, in %s:", warnings.size(), server.log());
      warnings.stream().limit(SHOWN).forEach(line -> progress.note("    %s", line));
    }
  }

  private static boolean isWarning(String line) {
    return LEVEL.matcher(line).find();
  }
}
