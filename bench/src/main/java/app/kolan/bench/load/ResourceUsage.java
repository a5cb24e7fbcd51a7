package app.kolan.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/// What a server holds at one moment, to see what grows over an hour. What is not known is
/// [ProcStat#NOT_KNOWN].
///
/// @param heap bytes of live objects
/// @param rss bytes of memory
/// @param files open file descriptors
/// @param calls rows of calls in the ledger
/// @param turns rows of turns in the ledger
/// @param log bytes of SQLite's write-ahead log
record ResourceUsage(
    long heap, long rss, long threads, long files, long calls, long turns, long log) {
  private static final Path PROC = Path.of("/proc");
  private static final double MEBIBYTE = 1024.0 * 1024;

  /// @param data the server's data folder, with a ledger in SQLite
  static ResourceUsage of(ServerProcess server, Path data) {
    Path process = PROC.resolve(Long.toString(server.pid()));
    return new ResourceUsage(
        server.liveHeap(),
        ProcStat.rss(server.pid()),
        entries(process.resolve("task")),
        entries(process.resolve("fd")),
        rows(data, "calls"),
        rows(data, "turns"),
        size(data.resolve("kolan.db-wal")));
  }

  /// For the terminal.
  String line() {
    return String.format(
        Locale.ROOT,
        "heap %.1f MiB, memory %.0f MiB, %d threads, %d open files, %d calls and %d turns in the"
            + " ledger, its log %.1f MiB",
        heap / MEBIBYTE,
        rss / MEBIBYTE,
        threads,
        files,
        calls,
        turns,
        log / MEBIBYTE);
  }

  private static long entries(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    } catch (IOException e) {
      return ProcStat.NOT_KNOWN;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return ProcStat.NOT_KNOWN;
    }
  }

  private static long rows(Path data, String table) {
    Path ledger = data.resolve("kolan.db");
    if (!Files.isReadable(ledger)) {
      return ProcStat.NOT_KNOWN;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var statement = connection.createStatement();
        var result = statement.executeQuery("select count(*) from " + table)) {
      return result.next() ? result.getLong(1) : ProcStat.NOT_KNOWN;
    } catch (SQLException e) {
      return ProcStat.NOT_KNOWN;
    }
  }
}
