package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class DataChecksTest {
  @TempDir private Path temporary;
  private Path data;

  @BeforeEach
  void a_folder_for_its_owner_alone() throws IOException {
    data =
        Files.createDirectory(
            temporary.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void a_folder_is_tried_by_a_file_that_does_not_stay() throws IOException {
    assertThat(new DataFolderCheck(data).look())
        .extracting(Finding::level)
        .containsExactly(Level.FINE);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_folder_that_will_be_created_is_fine_and_is_not_created() {
    Path missing = data.resolve("a/b");

    assertThat(new DataFolderCheck(missing).look())
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.FINE));
    assertThat(missing).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_created_is_broken() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");

    assertThat(new DataFolderCheck(file.resolve("data")).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.what()).contains("cannot be created");
              assertThat(finding.remedy()).contains("KOLAN_DATA");
            });
  }

  @Test
  void a_folder_that_others_can_look_into_is_a_warning() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(new DataFolderCheck(data).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.what()).contains("rwxr-xr-x");
              assertThat(finding.remedy()).isEqualTo("chmod 700 " + data);
            });
  }

  @ParameterizedTest
  @CsvSource({"99000000, BROKEN", "999000000, WARNING", "1000000000, FINE", "0, BROKEN"})
  void a_disk_that_fills_up_is_reported_in_time(long usable, Level level) {
    assertThat(new DiskSpaceCheck(() -> usable).look())
        .extracting(Finding::level)
        .containsExactly(level);
  }

  @Test
  void a_disk_that_cannot_be_asked_is_a_note() {
    DiskSpaceCheck check =
        new DiskSpaceCheck(
            () -> {
              throw new IOException("no such device");
            });

    assertThat(check.look()).extracting(Finding::level).containsExactly(Level.NOTE);
  }

  @Test
  void no_ledger_is_fine_and_none_is_created() {
    assertThat(ledger()).extracting(Finding::level).containsExactly(Level.FINE);
    assertThat(data.resolve("kolan.db")).doesNotExist();
  }

  @Test
  void a_sound_ledger_is_fine_and_looking_leaves_no_files() throws IOException {
    StoreFactory.open(data).close();

    assertThat(ledger()).singleElement().extracting(Finding::what).asString().contains("0 calls");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("kolan.db"));
    }
  }

  @Test
  void a_ledger_that_a_server_has_open_can_be_looked_at() {
    try (Stores open = StoreFactory.open(data)) {
      open.leads();

      assertThat(ledger()).extracting(Finding::level).containsExactly(Level.FINE, Level.NOTE);
    }
  }

  @Test
  void a_file_that_is_no_database_is_broken() throws IOException {
    Files.writeString(data.resolve("kolan.db"), "this is no database\n".repeat(500));

    assertIsBroken("kolan.db is damaged", "restore");
  }

  @Test
  void a_damaged_ledger_is_broken() throws IOException {
    StoreFactory.open(data).close();
    Path file = data.resolve("kolan.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 8192, 20_000, (byte) 0x5A);
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    assertIsBroken("kolan.db is damaged", "restore");
  }

  @Test
  void a_ledger_of_a_newer_kolan_is_broken() throws SQLException {
    StoreFactory.open(data).close();
    change("update flyway_schema_history set version = '99' where version = '2'");

    assertIsBroken("has version 99", "newer");
  }

  @Test
  void an_older_ledger_is_a_note_and_stays_as_it_is() throws SQLException {
    StoreFactory.open(data).close();
    change("delete from flyway_schema_history where version <> '1'");

    assertThat(ledger()).extracting(Finding::level).containsExactly(Level.NOTE);
    assertThat(ledger()).extracting(Finding::what).first().asString().contains("has version 1");
  }

  @Test
  void messages_that_nobody_fetched_are_a_warning() {
    Instant longAgo = Instant.now().minus(Duration.ofHours(3));
    try (Stores stores = StoreFactory.open(data)) {
      CallSid call = new CallSid("CA00000000000000000000000000000001");
      stores
          .recordings()
          .announce(new RecordingSid("RE00000000000000000000000000000001"), call, null, longAgo);
      var failed = new RecordingSid("RE00000000000000000000000000000002");
      stores.recordings().announce(failed, call, null, longAgo);
      stores.recordings().markFailed(failed, "401", longAgo);
    }

    assertThat(ledger())
        .filteredOn(finding -> finding.level() == Level.WARNING)
        .extracting(Finding::what)
        .containsExactly(
            "1 messages that callers left have not been fetched for more than an hour",
            "1 messages that callers left could not be fetched");
  }

  private void assertIsBroken(String what, String remedy) {
    assertThat(ledger())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.what()).contains(what);
              assertThat(finding.remedy()).contains(remedy);
            });
  }

  private List<Finding> ledger() {
    return new LedgerCheck(data, InstantSource.system()).look();
  }

  private void change(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
