package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.tool.http.HttpToolsReader;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of businesses that change while the server runs. The test looks in place of the clock.
@Tag("unit")
class BusinessFileWatchTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("+97231234567");
  private static final SecretCipher CIPHER = SecretCipher.of("a long text that nobody guesses");

  @TempDir private Path data;
  @TempDir private Path folder;
  private SqlDatabase database;
  private StoredDirectory directory;
  private BusinessFiles files;
  private DirectorySettings settings;
  private BusinessFileWatch watch;

  @BeforeEach
  void open() throws Exception {
    database = SqliteDatabase.open(data);
    settings =
        DirectorySettings.GROUP.read(
            SettingsSource.of(Map.of("KOLAN_BUSINESSES", folder.toString())));
    var documents = new DocumentReader(BusinessReader.group(HttpToolsReader::new), settings);
    var store = new SqlDirectoryStore(database, CIPHER);
    var accounts = new SqlAccountStore(database, CIPHER);
    directory =
        new StoredDirectory(
            store,
            accounts,
            documents,
            BusinessSettings.of(new Business(Business.FIRST, "Kolan", null, AnswerMode.CONVERSE)),
            List.of(),
            null);
    files =
        new BusinessFiles(
            store,
            new BusinessAdministration(
                store, accounts, documents, directory::refresh, InstantSource.system()));
    write("clinic", "name: first");
    watch = BusinessFileWatch.begin(files, settings, Runnable::run);
    watch.close(); // so that it looks when the test says so
  }

  @AfterEach
  void close() {
    watch.close();
    directory.close();
    database.close();
  }

  @Test
  void a_file_that_has_changed_is_live_once_the_folder_is_at_rest() throws Exception {
    assertThat(nameOf()).isEqualTo("first");

    write("clinic", "name: the second");
    watch.look();
    assertThat(nameOf()).isEqualTo("first");
    watch.look();

    assertThat(nameOf()).isEqualTo("the second");
  }

  @Test
  void a_broken_file_keeps_the_last_good_one_and_is_told_of() throws Exception {
    write("clinic", "mode: [sing\n");
    watch.look();
    watch.look();

    assertThat(nameOf()).isEqualTo("first");
    assertThat(files.troubles().keySet()).singleElement().asString().endsWith("clinic.yaml");

    write("clinic", "name: repaired");
    watch.reload(settings);
    assertThat(nameOf()).isEqualTo("repaired");
    assertThat(files.troubles()).isEmpty();
  }

  @Test
  void a_file_that_comes_adds_a_business_and_one_that_goes_takes_nobodys_calls() throws Exception {
    Files.writeString(folder.resolve("garage.yaml"), "numbers: [\"+97237654321\"]\n");
    Files.delete(folder.resolve("clinic.yaml"));
    watch.look();
    watch.look();

    assertThat(nameOf()).isEqualTo("first");
    assertThat(directory.byNumber(new PhoneNumber("+97237654321")).orElseThrow().business().id())
        .isNotEqualTo(Business.FIRST);
  }

  private void write(String slug, String settings) throws Exception {
    Files.writeString(
        folder.resolve(slug + ".yaml"),
        "numbers: [\"%s\"]\n%s\n".formatted(NUMBER.value(), settings));
  }

  private String nameOf() {
    return directory.byNumber(NUMBER).orElseThrow().business().name();
  }
}
