package app.kolan.server.store;

import app.kolan.server.settings.FolderSetting;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the server remembers.
///
/// @param data the folder of the recordings, and of the database when it is SQLite's
/// @param database a PostgreSQL server's database; null for SQLite's in the folder
public record StoreSettings(Path data, @Nullable PostgresAddress database) {
  public static final Setting DATA =
      new Setting("KOLAN_DATA", "data", "folder for the database and the recordings", "`./data`")
          .ofEachServer();

  public static final Setting DATABASE =
      new Setting(
              "KOLAN_DATABASE",
              "store.database",
              "a PostgreSQL database, `jdbc:postgresql://HOST/DATABASE?user=USER`; what pgjdbc takes may"
                  + " follow, such as `&sslmode=verify-full`",
              "SQLite, `kolan.db` in the data folder")
          .ofEachServer();

  public static final Setting PASSWORD =
      new Setting(
              "KOLAN_DATABASE_PASSWORD",
              "store.password",
              "the password for `KOLAN_DATABASE`",
              "the URL's, if any")
          .ofEachServer();

  public static final Setting PASSWORD_FILE =
      new Setting(
              "KOLAN_DATABASE_PASSWORD_FILE",
              "store.password-file",
              "a file with that password",
              "none")
          .ofEachServer();

  public static final SettingsGroup<StoreSettings> GROUP =
      SettingsGroup.of(StoreSettings::read, DATA, DATABASE, PASSWORD, PASSWORD_FILE);

  /// A data folder with SQLite's database in it.
  public StoreSettings(Path data) {
    this(data, null);
  }

  private static StoreSettings read(SettingsSource source) {
    Path data = FolderSetting.read(source, DATA, "data");
    Secret password =
        source.text(PASSWORD).or(() -> contents(source)).map(Secret::new).orElse(null);
    return new StoreSettings(data, database(source, password));
  }

  private static @Nullable PostgresAddress database(
      SettingsSource source, @Nullable Secret password) {
    String url = source.text(DATABASE).orElse("");
    if (url.isEmpty()) {
      if (password != null) {
        source.warn("there is a password for KOLAN_DATABASE, which is not set: SQLite is used");
      }
      return null;
    }
    Optional<String> mistake = PostgresAddress.mistakeIn(url);
    if (mistake.isPresent()) {
      source.problem(
          DATABASE,
          mistake.get(),
          "give a PostgreSQL database as jdbc:postgresql://HOST/DATABASE?user=USER, and the password"
              + " as KOLAN_DATABASE_PASSWORD; leave it out for SQLite in the data folder");
      return null;
    }
    return PostgresAddress.parse(url, password).orElseThrow();
  }

  private static Optional<String> contents(SettingsSource source) {
    return source
        .text(PASSWORD_FILE)
        .flatMap(
            file -> {
              try {
                String password = Files.readString(Path.of(file)).strip();
                if (password.isEmpty()) {
                  source.problem(
                      PASSWORD_FILE, file, "the file is empty; write the password to it");
                }
                return Optional.of(password).filter(text -> !text.isEmpty());
              } catch (IOException | InvalidPathException e) {
                source.problem(
                    PASSWORD_FILE, file, "it cannot be read; name a file that this user can read");
                return Optional.empty();
              }
            });
  }
}
