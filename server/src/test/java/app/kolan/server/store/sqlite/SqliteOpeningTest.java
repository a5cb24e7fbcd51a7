package app.kolan.server.store.sqlite;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.Sample;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Tag("unit")
final class SqliteOpeningTest {
  @TempDir Path folder;

  @Test
  void a_missing_folder_is_created_for_its_owner_alone() throws IOException {
    Path nested = folder.resolve("a/b");

    SqliteStores.open(nested).close();

    assertThat(nested.resolve("kolan.db")).isRegularFile();
    if (PrivateFolders.POSIX) {
      assertThat(Files.getPosixFilePermissions(nested)).hasSize(3);
    }
  }

  @Test
  void a_further_new_database_is_as_the_first_and_nobody_elses() throws Exception {
    try (Stores first = SqliteStores.open(folder.resolve("first"));
        Stores second = SqliteStores.open(folder.resolve("second"))) {
      arrival(first, 1);

      assertThat(second.calls().latest(10)).isEmpty();
    }
    assertThat(tables("second")).isNotEmpty().isEqualTo(tables("first"));
    try (Stream<Path> files = Files.list(folder.resolve("second"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("kolan.db");
    }
  }

  @Test
  void of_many_who_open_one_new_folder_at_once_none_takes_it_from_another() throws Exception {
    SqliteStores.open(folder.resolve("first")).close();
    Path shared = folder.resolve("shared");
    List<Callable<Boolean>> each =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    (Callable<Boolean>)
                        () -> {
                          try (Stores stores = SqliteStores.open(shared)) {
                            arrival(stores, number);
                          }
                          return true;
                        })
            .toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> done : threads.invokeAll(each)) {
        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
      }
    }
    try (Stores stores = SqliteStores.open(shared)) {
      assertThat(stores.calls().latest(10)).hasSize(8);
    }
  }

  private static void arrival(Stores stores, int number) {
    stores
        .calls()
        .addArrival(
            Sample.call(number),
            Sample.ACCOUNT,
            1,
            1,
            Sample.CALLER,
            Sample.CALLED,
            "t" + number,
            Sample.NOON);
  }

  private List<String> tables(String name) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(name).resolve("kolan.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select sql from sqlite_master order by name")) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    }
  }

  @Test
  void a_folder_that_is_a_file_is_refused_with_a_remedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    StoreException refused = rejection(file.resolve("data"));

    assertThat(refused.code()).isEqualTo(Code.LEDGER_FOLDER);
    assertThat(refused)
        .hasMessageContaining("LEDGER_FOLDER")
        .hasMessageContaining(refused.remedy());
  }

  @Test
  void a_file_that_is_not_a_database_is_refused() throws IOException {
    Files.writeString(folder.resolve("kolan.db"), "this is no database\n".repeat(500));

    assertThat(rejection(folder).code()).isEqualTo(Code.LEDGER_CORRUPT);
  }

  @Test
  void a_database_with_a_destroyed_page_is_refused() throws IOException {
    SqliteStores.open(folder).close();
    Path file = folder.resolve("kolan.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, 8192, (byte) 0x5A);
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    assertThat(rejection(folder).code()).isEqualTo(Code.LEDGER_CORRUPT);
  }

  @Test
  void a_newer_database_is_refused() throws SQLException {
    try (Stores stores = SqliteStores.open(folder)) {
      execute(
          stores,
          """
          insert into flyway_schema_history (installed_rank, version, description, type, script,
            installed_by, execution_time, success)
          values (99, '99', 'later', 'SQL', 'V99__later.sql', '', 1, true)
          """);
    }

    StoreException refused = rejection(folder);

    assertThat(refused.code()).isEqualTo(Code.LEDGER_NEWER);
    assertThat(refused).hasMessageContaining("version 99");
  }

  @Test
  void an_older_database_is_brought_up_to_date_and_a_copy_is_kept() throws SQLException {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + folder.resolve("kolan.db"), null, null)
        .target("1")
        .load()
        .migrate();

    try (Stores stores = SqliteStores.open(folder)) {
      Sample.arrive(stores.calls());
      assertThat(stores.calls().find(CALL)).isPresent();
    }
    try (Stores stores = SqliteStores.open(folder)) {
      assertThat(stores.calls().find(CALL)).isPresent();
    }
    assertThat(version(folder.resolve("kolan-v1.db.bak"))).as("the copy").isEqualTo(1);
    assertThat(folder.resolve("kolan-v%d.db.bak".formatted(Schema.VERSION))).doesNotExist();
  }

  @Test
  void a_data_folder_of_the_release_0_1_opens_with_its_calls_and_leads() throws Exception {
    Path file = folder.resolve("kolan.db");
    try (var packed = SqliteOpeningTest.class.getResourceAsStream("/data-0.1/kolan.db.gz")) {
      Files.copy(new GZIPInputStream(Objects.requireNonNull(packed)), file);
    }

    try (Stores stores = SqliteStores.open(folder)) {
      assertThat(stores.calls().latest(10)).hasSize(3);
      assertThat(stores.leads().all()).hasSize(3);
      assertThat(stores.summaries().findToSend()).hasSize(3);
      assertThat(stores.recordings().findToFetch()).hasSize(3);
      var call = Sample.call(2);
      assertThat(stores.turns().findByCall(call))
          .extracting(turn -> turn.words())
          .containsExactly(null, "שלום, תור למחר");
      assertThat(stores.turns().times(call)).hasSize(1);
    }
    assertThat(version(file)).isEqualTo(Schema.VERSION);
    if (Schema.VERSION > 6) {
      assertThat(version(folder.resolve("kolan-v6.db.bak"))).isEqualTo(6);
    }
  }

  private static int version(Path file) throws SQLException {
    var database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + file);
    return Schema.version(database);
  }

  @Test
  void the_version_that_is_taken_as_up_to_date_is_that_of_the_newest_migration()
      throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      var versions =
          files
              .map(file -> Pattern.compile("V(\\d+)__.*").matcher(file.getFileName().toString()))
              .peek(matcher -> assertThat(matcher.matches()).isTrue())
              .map(matcher -> Integer.valueOf(matcher.group(1)))
              .toList();
      assertThat(versions).contains(Schema.VERSION).allMatch(it -> it <= Schema.VERSION);
    }
  }

  @Test
  void a_failure_never_tells_what_was_to_be_written() throws SQLException {
    try (Stores stores = SqliteStores.open(folder)) {
      execute(stores, "drop table calls");

      StoreException failure =
          catchThrowableOfType(StoreException.class, () -> Sample.arrive(stores.calls()));

      var printed = new StringWriter();
      failure.printStackTrace(new PrintWriter(printed));
      assertThat(failure.code()).isEqualTo(Code.LEDGER_FAILED);
      assertThat(printed.toString())
          .contains("no such table")
          .doesNotContain(TICKET, Sample.CALLER.value());
    }
  }

  private static void execute(Stores stores, String sql) throws SQLException {
    try (var connection = stores.jobDatabase().connections().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static StoreException rejection(Path folder) {
    return catchThrowableOfType(StoreException.class, () -> SqliteStores.open(folder).close());
  }
}
