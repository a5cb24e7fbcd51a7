package app.kolan.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class GroupCommitWriterTest {
  @TempDir Path folder;
  Connection connection;
  GroupCommitWriter writer;

  /// Whoever looks at the clock sees it a second later.
  final AtomicLong looks = new AtomicLong();

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
    try (var statement = connection.createStatement()) {
      statement.execute("create table words (word text not null)");
      statement.execute("pragma max_page_count = 40");
      statement.execute("pragma busy_timeout = 1");
    }
    writer =
        new GroupCommitWriter(
            Jdbi.create(connection), () -> Duration.ofSeconds(looks.incrementAndGet()).toNanos());
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    connection.close();
  }

  @Test
  void a_write_that_fails_spoils_no_other_of_its_commit() throws InterruptedException {
    var go = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    var first =
        writer.write(
            handle -> {
              started.countDown();
              awaitQuietly(go);
              return add(handle, "first");
            });
    started.await();
    var before = writer.write(handle -> add(handle, "before"));
    CompletableFuture<Integer> fails =
        writer.write(
            handle -> {
              add(handle, "undone");
              throw new IllegalStateException("a bug");
            });
    var after = writer.write(handle -> add(handle, "after"));

    go.countDown();

    assertThat(first.join()).isEqualTo(1);
    assertThat(before.join()).isEqualTo(1);
    assertThat(after.join()).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> SqliteFailures.await(() -> fails))
        .withMessage("a bug");
    assertThat(words()).isEqualTo("first before after");
  }

  @Test
  void a_full_disk_is_named_and_writing_goes_on_when_there_is_room() {
    String page = "x".repeat(4000);

    var full =
        catchThrowableOfType(
            StoreException.class,
            () ->
                SqliteFailures.await(
                    () ->
                        writer.write(
                            handle -> {
                              for (int i = 0; i < 100; i++) {
                                add(handle, page);
                              }
                              return 0;
                            })));

    assertThat(full.code()).isEqualTo(Code.LEDGER_DISK_FULL);
    int added = SqliteFailures.await(() -> writer.write(handle -> add(handle, "small")));
    assertThat(added).isEqualTo(1);
    assertThat(words()).isEqualTo("small");
  }

  @Test
  void what_was_asked_for_before_closing_is_written() throws InterruptedException {
    var go = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    var first =
        writer.write(
            handle -> {
              started.countDown();
              awaitQuietly(go);
              return add(handle, "first");
            });
    started.await();
    var last = writer.write(handle -> add(handle, "last"));

    Thread closing = Thread.ofVirtual().start(writer::close);
    go.countDown();
    closing.join();

    assertThat(first).isCompleted();
    assertThat(last).isCompletedWithValue(1);
  }

  /// Each try looks at the clock before and after.
  @Test
  void another_programs_lock_is_waited_for_five_seconds_in_all_and_tried_once_after_that()
      throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        var lock = other.createStatement()) {
      lock.execute("begin immediate");
      isBusyAfter(6);
      isBusyAfter(2);
      isBusyAfter(2);
      looks.addAndGet(11);
      isBusyAfter(6);
      lock.execute("rollback");
    }

    int added = SqliteFailures.await(() -> writer.write(handle -> add(handle, "free")));
    assertThat(added).isEqualTo(1);
    assertThat(words()).isEqualTo("free");
  }

  private void isBusyAfter(int times) {
    long before = looks.get();
    var busy =
        catchThrowableOfType(
            StoreException.class,
            () -> SqliteFailures.await(() -> writer.write(handle -> add(handle, "late"))));

    assertThat(busy.code()).isEqualTo(Code.LEDGER_BUSY);
    assertThat(looks.get() - before).isEqualTo(times);
  }

  @Test
  void a_write_within_a_write_is_a_bug() {
    CompletableFuture<Integer> outer =
        writer.write(handle -> writer.write(inner -> add(inner, "inner")).join());

    assertThatIllegalStateException().isThrownBy(() -> SqliteFailures.await(() -> outer));
  }

  private String words() {
    return SqliteFailures.await(
        () ->
            writer.write(
                handle ->
                    String.join(
                        " ",
                        handle
                            .createQuery("select word from words order by rowid")
                            .mapTo(String.class)
                            .list())));
  }

  private static int add(Handle handle, String word) {
    return handle.createUpdate("insert into words values (:word)").bind("word", word).execute();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
