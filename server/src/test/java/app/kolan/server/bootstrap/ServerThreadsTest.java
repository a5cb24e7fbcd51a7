package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.kolan.server.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which threads of a server's process give way to others, by what Linux says of them.
@Tag("socket")
class ServerThreadsTest {
  /// The field `nice` of `/proc/PID/task/TID/stat`, counted behind the name, which may hold
  /// anything.
  private static final int NICE = 16;

  @TempDir private Path data;

  @Test
  void the_ledger_and_the_carriers_give_way_to_the_event_loops() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "nice values are Linux's");
    try (ServeProcess server = ServeProcess.start(data, "http://127.0.0.1:9")) {
      Path threads = Path.of("/proc", Long.toString(server.pid()), "task");
      int usual = nices(threads, "vert.x-eventloo").findFirst().orElseThrow();
      assumeTrue(usual < 19, "nobody can be nicer than these tests");

      Await.until(
          "the workers give way",
          () ->
              Stream.of("ledger-writer-", "ledger-reader-", "ForkJoinPool-1-")
                  .allMatch(name -> allNicer(nices(threads, name).toArray(), usual)));

      assertThat(nices(threads, "vert.x-eventloo").toArray()).containsOnly(usual);
    }
  }

  private static boolean allNicer(int[] values, int usual) {
    return values.length > 0 && IntStream.of(values).allMatch(nice -> nice > usual);
  }

  /// The nice values of the threads whose names begin so.
  private static IntStream nices(Path threads, String name) {
    try (Stream<Path> all = Files.list(threads)) {
      return all.toList().stream()
          .map(ServerThreadsTest::stat)
          .filter(stat -> stat.size() > 1 && stat.getFirst().startsWith(name))
          .mapToInt(stat -> Integer.parseInt(stat.getLast().split(" ", -1)[NICE]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A thread's name and what stands behind it; nothing of one that has ended.
  private static List<String> stat(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      int end = stat.lastIndexOf(')');
      return List.of(stat.substring(stat.indexOf('(') + 1, end), stat.substring(end + 2));
    } catch (NoSuchFileException ended) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
