package app.kolan.server.bootstrap;

import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.s3.S3SoundArchive;
import app.kolan.server.store.s3.S3StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/// With sounds in a store of their own.
@Tag("socket")
final class PostgresPrivacyApiTest extends PrivacyApiContract {
  private final String url = TestPostgres.newDatabase();
  private final S3StandIn sounds = new S3StandIn();

  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config
        .with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)))
        .with(S3Settings.GROUP, S3Settings.GROUP.read(SettingsSource.of(sounds.settings())));
  }

  @AfterEach
  void stopStore() {
    sounds.close();
  }

  @Override
  protected void bringElsewhere(String sound) throws IOException {
    Path file = data.resolve(sound);
    try (var archive = new S3SoundArchive(sounds.bucket())) {
      archive.put(sound, file);
    }
    Files.delete(file);
    Files.delete(file.getParent());
  }

  @Override
  protected Collection<byte[]> elsewhere() {
    return sounds.objects.values();
  }

  @Override
  protected List<Path> databaseFiles() throws IOException {
    return TestPostgres.files(url);
  }
}
