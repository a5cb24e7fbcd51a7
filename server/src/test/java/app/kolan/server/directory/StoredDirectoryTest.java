package app.kolan.server.directory;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.Await;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.Greeting;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.tool.http.HttpToolsReader;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What calls see of a directory that is changed, by this process and by others.
@Tag("unit")
class StoredDirectoryTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("+97231234567");
  private static final PhoneNumber OTHER = new PhoneNumber("+97237654321");
  private static final Author AUTHOR = Author.byApi("user:1");
  private static final String HERE = "0123456789abcdef";
  private static final String ELSEWHERE = "fedcba9876543210";
  private static final SecretCipher CIPHER = SecretCipher.of("a long text that nobody guesses");
  private static final Business USUAL =
      new Business(Business.FIRST, "Kolan", null, AnswerMode.CONVERSE);

  @TempDir private Path folder;
  private SqlDatabase database;
  private SqlDatabase others;
  private StoredDirectory directory;
  private BusinessAdministration elsewhere;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    others = SqliteDatabase.open(folder);
    directory = directory(USUAL, List.of());
    elsewhere =
        new BusinessAdministration(
            new SqlDirectoryStore(others, CIPHER),
            new SqlAccountStore(others, CIPHER),
            documents(),
            () -> {},
            InstantSource.system());
  }

  @AfterEach
  void close() {
    directory.close();
    others.close();
    database.close();
  }

  @Test
  void a_change_by_another_process_is_seen_without_being_told() throws Exception {
    BusinessRecord clinic = add("clinic", "greeting: שלום", NUMBER);

    Await.until(
        "the clinic is known",
        () -> directory.byNumber(NUMBER).filter(this::isOfClinic).isPresent());

    assertThat(directory.byNumber(NUMBER).orElseThrow().business().id()).isEqualTo(clinic.id());
  }

  @Test
  void a_call_finds_the_version_that_it_began_with_after_many_changes() throws Exception {
    BusinessRecord clinic = add("clinic", "name: version 1", NUMBER);
    for (int i = 2; i <= 5; i++) {
      publish(clinic.id(), "name: version " + i);
    }
    directory.refresh();

    assertThat(directory.byNumber(NUMBER).orElseThrow().version()).isEqualTo(5);
    for (int i = 1; i <= 5; i++) {
      assertThat(directory.find(clinic.id(), i).orElseThrow())
          .returns((long) i, BusinessSettings::version)
          .satisfies(
              settings ->
                  assertThat(settings.business().name())
                      .isEqualTo("version " + settings.version()));
    }
    assertThat(directory.find(clinic.id(), 99).orElseThrow().version()).isEqualTo(5);
    assertThat(directory.find(77, 1)).isEmpty();
  }

  @Test
  void a_failing_store_keeps_what_is_known() throws Exception {
    add("clinic", "", NUMBER);
    directory.refresh();

    database.close();
    directory.refresh();

    assertThat(directory.byNumber(NUMBER).orElseThrow().business().id())
        .isGreaterThan(Business.FIRST);
  }

  @Test
  void a_call_under_way_is_not_suspended_with_its_business() throws Exception {
    BusinessRecord clinic = add("clinic", "", NUMBER);
    directory.refresh();
    BusinessRecord suspended =
        elsewhere.update(
            clinic.id(),
            clinic.revision(),
            new Identity("clinic", "clinic", null, List.of(NUMBER.value())),
            BusinessState.SUSPENDED,
            AUTHOR);
    directory.refresh();
    assertThat(modeOf(NUMBER)).isEqualTo(AnswerMode.VOICEMAIL);

    elsewhere.update(
        clinic.id(),
        suspended.revision(),
        new Identity("clinic", "clinic", null, List.of(NUMBER.value())),
        BusinessState.ACTIVE,
        AUTHOR);
    directory.refresh();

    assertThat(modeOf(NUMBER)).isEqualTo(AnswerMode.CONVERSE);
  }

  @Test
  void the_settings_business_answers_what_is_nobodys_only_if_it_is_described_or_alone()
      throws Exception {
    assertThat(directory.byNumber(OTHER)).isPresent();

    add("clinic", "", NUMBER);
    directory.refresh();

    assertThat(directory.byNumber(OTHER)).isEmpty();
    var described = new Business(Business.FIRST, "The practice", null, AnswerMode.CONVERSE);
    try (StoredDirectory another = directory(described, List.of())) {
      assertThat(another.byNumber(OTHER).orElseThrow().business().id()).isEqualTo(Business.FIRST);
    }
    try (StoredDirectory another = directory(described, List.of(OTHER))) {
      assertThat(another.byNumber(OTHER)).isPresent();
      assertThat(another.byNumber(new PhoneNumber("+97239999999"))).isEmpty();
    }
  }

  @Test
  void a_secret_that_is_referred_to_is_read_anew_when_its_file_changes() throws Exception {
    Path key = folder.resolve("clinic.key");
    Files.writeString(key, "the first key");
    addByOperator(
        "clinic",
        "mind: anthropic\nrecogniser: deepgram\nvoice: espeak\nproviders:\n"
            + "  anthropic: { key: 'file:"
            + key
            + "' }\n  deepgram: { key: x }\n");
    directory.refresh();
    BusinessSettings first = directory.byNumber(NUMBER).orElseThrow();
    assertThat(keyOf(first)).isEqualTo("the first key");

    Files.writeString(key, "the second key, which is longer");
    directory.refresh();
    BusinessSettings second = directory.byNumber(NUMBER).orElseThrow();
    assertThat(keyOf(second)).isEqualTo("the second key, which is longer");
    assertThat(second.version()).isEqualTo(first.version());

    Files.delete(key);
    directory.refresh();
    assertThat(keyOf(directory.byNumber(NUMBER).orElseThrow()))
        .isEqualTo("the second key, which is longer");
    assertThat(directory.troubles()).containsOnlyKeys("clinic");

    Files.writeString(key, "the third");
    directory.refresh();
    assertThat(keyOf(directory.byNumber(NUMBER).orElseThrow())).isEqualTo("the third");
    assertThat(directory.troubles()).isEmpty();
  }

  @Test
  void a_business_whose_first_settings_cannot_be_read_takes_messages() throws Exception {
    Path key = folder.resolve("clinic.key");
    Files.writeString(key, "a key");
    BusinessRecord clinic =
        addByOperator(
            "clinic",
            "mind: anthropic\nrecogniser: deepgram\nvoice: espeak\nproviders:\n"
                + "  anthropic: { key: 'file:"
                + key
                + "' }\n  deepgram: { key: x }\n");
    BusinessRecord garage = add("garage", "", OTHER);
    Files.delete(key);

    try (StoredDirectory again = directory(USUAL, List.of())) {
      assertThat(again.byNumber(NUMBER).orElseThrow().business())
          .returns(clinic.id(), Business::id)
          .returns(AnswerMode.VOICEMAIL, Business::mode);
      assertThat(again.byNumber(OTHER).orElseThrow().business())
          .returns(garage.id(), Business::id)
          .returns(AnswerMode.CONVERSE, Business::mode);
      assertThat(again.troubles().get("clinic")).contains("providers.anthropic.key");

      Files.writeString(key, "a key");
      again.refresh();
      assertThat(again.byNumber(NUMBER).orElseThrow().business().mode())
          .isEqualTo(AnswerMode.CONVERSE);
    }
  }

  @Test
  void a_start_without_the_store_knows_what_was_known_last() throws Exception {
    String sid = "AC" + "c".repeat(32);
    new SqlAccountStore(others, CIPHER)
        .save(sid, "another", List.of(new Secret("its token")), Instant.EPOCH);
    BusinessRecord clinic = add("clinic", "greeting: שלום מהמרפאה", NUMBER);
    var copy = DirectoryCopy.in(folder, CIPHER, HERE);
    directory(copy).close();
    publish(clinic.id(), "greeting: שלום אחר");
    try (StoredDirectory watching = directory(copy)) {
      publish(clinic.id(), "greeting: שלום מהמרפאה");
      watching.refresh();
    }
    assertThat(Files.readString(folder.resolve("businesses.copy")))
        .doesNotContain("clinic", "its token", NUMBER.value());
    if (PrivateFolders.POSIX) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("businesses.copy")))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }
    database.close();

    try (StoredDirectory alone = directory(copy)) {
      BusinessSettings settings = alone.byNumber(NUMBER).orElseThrow();
      assertThat(settings.business().id()).isEqualTo(clinic.id());
      assertThat(settings.version()).isEqualTo(3);
      assertThat(settings.business().greeting())
          .isEqualTo(new Greeting("שלום מהמרפאה", "Google.he-IL-Wavenet-A", "he-IL"));
      assertThat(alone.account(sid).orElseThrow().authTokens())
          .containsExactly(new Secret("its token"));
    }
    assertThatExceptionOfType(StoreException.class)
        .as("one that was kept with another key is none")
        .isThrownBy(
            () -> directory(DirectoryCopy.in(folder, SecretCipher.of("another text"), HERE)));
    assertThat(DirectoryCopy.isIn(folder, HERE)).isTrue();
    assertThat(DirectoryCopy.isIn(folder, ELSEWHERE)).as("it is of one database").isFalse();
    Files.writeString(
        folder.resolve("businesses.copy"),
        Files.readString(folder.resolve("businesses.copy")).replace(HERE, ELSEWHERE));
    assertThatExceptionOfType(StoreException.class)
        .as("nor is it made one of another by its first line")
        .isThrownBy(() -> directory(DirectoryCopy.in(folder, CIPHER, ELSEWHERE)));
  }

  private StoredDirectory directory(DirectoryCopy copy) {
    return new StoredDirectory(
        new SqlDirectoryStore(database, CIPHER),
        new SqlAccountStore(database, CIPHER),
        documents(),
        BusinessSettings.of(USUAL),
        List.of(),
        copy);
  }

  @Test
  void settings_under_a_lost_key_leave_their_callers_a_message() throws Exception {
    add("clinic", "", NUMBER);

    try (var again =
        new StoredDirectory(
            new SqlDirectoryStore(database, SecretCipher.of("another long text")),
            new SqlAccountStore(database, CIPHER),
            documents(),
            BusinessSettings.of(USUAL),
            List.of(),
            null)) {
      assertThat(again.byNumber(NUMBER).orElseThrow().business().mode())
          .isEqualTo(AnswerMode.VOICEMAIL);
    }
  }

  @Test
  void a_token_of_an_account_is_where_its_reference_says() throws Exception {
    String sid = "AC" + "c".repeat(32);
    Path token = folder.resolve("token");
    Files.writeString(token, "the first token");
    new SqlAccountStore(others, CIPHER)
        .save(
            sid,
            "another",
            List.of(new Secret("file:" + token), new Secret("env:NOT_SET")),
            Instant.EPOCH);
    directory.refresh();
    assertThat(directory.account(sid).orElseThrow().authTokens())
        .containsExactly(new Secret("the first token"));

    Files.writeString(token, "the second, longer token");
    directory.refresh();
    assertThat(directory.account(sid).orElseThrow().authTokens())
        .containsExactly(new Secret("the second, longer token"));

    Files.delete(token);
    directory.refresh();
    assertThat(directory.account(sid)).isEmpty();
  }

  private BusinessRecord addByOperator(String slug, String document) throws InvalidSettings {
    return elsewhere.add(
        new Identity(slug, slug, null, List.of(NUMBER.value())), document, "", Author.COMMAND);
  }

  private static String keyOf(BusinessSettings settings) {
    return settings.providers().languageModels().getFirst().keyValue();
  }

  private boolean isOfClinic(BusinessSettings settings) {
    return settings.business().id() != Business.FIRST;
  }

  private AnswerMode modeOf(PhoneNumber number) {
    return directory.byNumber(number).orElseThrow().business().mode();
  }

  private BusinessRecord add(String slug, String document, PhoneNumber number)
      throws InvalidSettings {
    return elsewhere.add(
        new Identity(slug, slug, null, List.of(number.value())), document, "", AUTHOR);
  }

  private void publish(long business, String document) throws InvalidSettings {
    SettingsVersion draft = elsewhere.draft(business, document, "", AUTHOR);
    long revision = new SqlDirectoryStore(others, CIPHER).find(business).orElseThrow().revision();
    elsewhere.publish(business, draft.version(), revision, AUTHOR);
  }

  private StoredDirectory directory(Business own, List<PhoneNumber> numbers) {
    return new StoredDirectory(
        new SqlDirectoryStore(database, CIPHER),
        new SqlAccountStore(database, CIPHER),
        documents(),
        BusinessSettings.of(own),
        numbers,
        null);
  }

  private static DocumentReader documents() {
    return new DocumentReader(
        BusinessReader.group(HttpToolsReader::new),
        DirectorySettings.GROUP.read(SettingsSource.of(Map.of())));
  }
}
