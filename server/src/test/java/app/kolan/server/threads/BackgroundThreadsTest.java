package app.kolan.server.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BackgroundThreadsTest {
  private static final Path CURRENT = Path.of("/proc/thread-self/stat");

  /// The field `nice`, counted behind the name, which may hold anything.
  private static final int NICE = 16;

  private static final ThreadFactory BACKGROUND =
      BackgroundThreads.factory(Thread.ofPlatform().name("background-", 0).daemon());

  @BeforeAll
  static void needs_linux() {
    assumeTrue(Files.isReadable(CURRENT), "threads have nice values on Linux alone");
    assumeTrue(nice() < 19, "nobody can be nicer than these tests");
  }

  @Test
  void a_background_thread_is_nicer_than_others() throws Exception {
    int usual = nice();

    assertThat(on(BACKGROUND, BackgroundThreadsTest::nice)).isGreaterThan(usual);
    assertThat(nice()).isEqualTo(usual);
    assertThat(on(Thread.ofPlatform().factory(), BackgroundThreadsTest::nice)).isEqualTo(usual);
  }

  @Test
  void it_knows_that_it_is_one() throws Exception {
    assertThat(on(BACKGROUND, BackgroundThreads::isCurrent)).isTrue();
    assertThat(BackgroundThreads.isCurrent()).isFalse();
  }

  @Test
  void a_virtual_thread_that_it_starts_is_carried_as_any_other() throws Exception {
    int usual = nice();

    int carried =
        on(BACKGROUND, () -> on(Thread.ofVirtual().factory(), BackgroundThreadsTest::nice));

    assertThat(carried).isEqualTo(usual);
  }

  @Test
  void what_it_makes_in_the_foreground_has_threads_as_any_other() throws Exception {
    int usual = nice();
    var inherited = new FutureTask<>(BackgroundThreadsTest::nice);
    var made = new FutureTask<>(BackgroundThreadsTest::nice);

    on(BACKGROUND, () -> Thread.ofPlatform().start(inherited));
    on(BACKGROUND, () -> BackgroundThreads.inForeground(() -> Thread.ofPlatform().start(made)));

    assertThat(inherited.get()).isGreaterThan(usual);
    assertThat(made.get()).isEqualTo(usual);
  }

  @Test
  void background_work_on_a_virtual_thread_leaves_its_carrier_as_it_is() throws Exception {
    int usual = nice();

    int carried =
        on(
            Thread.ofVirtual().factory(),
            () -> {
              BackgroundThreads.run(() -> {});
              return nice();
            });

    assertThat(carried).isEqualTo(usual);
  }

  private static <T> T on(ThreadFactory threads, Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    threads.newThread(task).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static int nice() {
    try {
      String stat = Files.readString(CURRENT);
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
