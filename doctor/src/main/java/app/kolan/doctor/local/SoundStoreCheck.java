package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.s3.S3Settings;
import java.util.List;

/// Whether the S3 store for sounds takes an object, lists it, gives it back and deletes it.
final class SoundStoreCheck implements Check {
  private final S3Settings.Bucket bucket;

  SoundStoreCheck(S3Settings.Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return "sound store";
  }

  @Override
  public List<Finding> look() {
    try {
      StoreFactory.check(bucket);
      return List.of(Finding.fine("the S3 store %s keeps sounds".formatted(bucket)));
    } catch (StoreException e) {
      return List.of(
          Finding.broken(
              "the S3 store %s does not work".formatted(bucket),
              String.valueOf(e.getMessage())
                  .replace(e.code() + ": ", "")
                  .replace(". " + e.remedy(), ""),
              e.remedy()));
    }
  }
}
