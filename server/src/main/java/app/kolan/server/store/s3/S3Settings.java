package app.kolan.server.store.s3;

import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The S3 store for the sounds of calls, if there is one.
///
/// @param bucket null where sounds stay in the data folder
public record S3Settings(@Nullable Bucket bucket) {
  /// A bucket, or a part of one.
  ///
  /// @param endpoint without a path; the bucket becomes the first part of it
  /// @param prefix of all names in it: empty, or with a `/` at its end
  public record Bucket(
      URI endpoint, String region, String name, String prefix, String accessKey, Secret secretKey) {
    @Override
    public String toString() {
      return "%s/%s/%s".formatted(endpoint, name, prefix);
    }
  }

  public static final Setting ENDPOINT =
      new Setting(
          "KOLAN_S3_ENDPOINT",
          "s3.endpoint",
          "an S3 store for the sounds of calls, such as `https://s3.eu-central-1.amazonaws.com` or a"
              + " MinIO's; see [sounds in an S3 store](scale.md#sounds-in-an-s3-store)",
          "none: sounds stay in the data folder");

  public static final Setting REGION =
      new Setting(
          "KOLAN_S3_REGION", "s3.region", "its region, where it has several", "`us-east-1`");

  public static final Setting BUCKET =
      new Setting(
          "KOLAN_S3_BUCKET",
          "s3.bucket",
          "the bucket, and, behind a `/`, what all names in it begin with: `kolan` or"
              + " `archive/kolan`",
          "none; needed for a store");

  public static final Setting ACCESS_KEY =
      new Setting(
          "KOLAN_S3_ACCESS_KEY", "s3.access-key", "the access key", "none; needed for a store");

  public static final Setting SECRET_KEY =
      new Setting(
          "KOLAN_S3_SECRET_KEY",
          "s3.secret-key",
          "the secret key for it",
          "none; needed for a store");

  public static final Setting SECRET_KEY_FILE =
      new Setting("KOLAN_S3_SECRET_KEY_FILE", "s3.secret-key-file", "a file with that key", "none");

  public static final SettingsGroup<S3Settings> GROUP =
      SettingsGroup.of(
          S3Settings::read, ENDPOINT, REGION, BUCKET, ACCESS_KEY, SECRET_KEY, SECRET_KEY_FILE);

  /// No store.
  public static final S3Settings NONE = new S3Settings(null);

  private static final Pattern BUCKET_NAME =
      Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._-]{1,100}){0,5}/?");
  private static final Pattern REGION_NAME = Pattern.compile("[a-zA-Z0-9-]{1,63}");

  private static S3Settings read(SettingsSource source) {
    String given = source.text(ENDPOINT).orElse("");
    if (given.isEmpty()) {
      if (source.text(BUCKET).isPresent()) {
        source.problem(
            ENDPOINT,
            "",
            "give the address of the S3 store that has the bucket, or leave both out");
      }
      return NONE;
    }
    URI endpoint = endpoint(source, given);
    String region = source.text(REGION).orElse("us-east-1");
    if (!REGION_NAME.matcher(region).matches()) {
      source.problem(REGION, region, "give the region's name, such as eu-central-1");
      region = "us-east-1";
    }
    String bucket = source.text(BUCKET).orElse("");
    boolean isBucket = BUCKET_NAME.matcher(bucket).matches() && !bucket.contains("/..");
    if (!isBucket) {
      source.problem(
          BUCKET,
          bucket,
          "give the name of a bucket that exists, or BUCKET/FOLDER, in letters, digits, dots and"
              + " hyphens");
    }
    String accessKey = needed(source, ACCESS_KEY, source.text(ACCESS_KEY));
    String secretKey =
        needed(source, SECRET_KEY, source.text(SECRET_KEY).or(() -> contents(source)));
    if (endpoint == null || !isBucket || accessKey.isEmpty() || secretKey.isEmpty()) {
      return NONE;
    }
    int slash = bucket.indexOf('/');
    String prefix = slash < 0 ? "" : bucket.substring(slash + 1);
    return new S3Settings(
        new Bucket(
            endpoint,
            region,
            slash < 0 ? bucket : bucket.substring(0, slash),
            prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
            accessKey,
            new Secret(secretKey)));
  }

  private static @Nullable URI endpoint(SettingsSource source, String given) {
    try {
      URI uri = URI.create(given);
      String scheme = uri.getScheme();
      boolean isPlain = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
      String path = uri.getRawPath();
      if (("https".equals(scheme) || "http".equals(scheme))
          && uri.getHost() != null
          && isPlain
          && (path == null || path.isEmpty() || path.equals("/"))) {
        if (scheme.equals("http") && !uri.getHost().matches("localhost|127\\..*")) {
          source.warn(
              "KOLAN_S3_ENDPOINT is %s: sounds of callers cross the network without encryption"
                  .formatted(given));
        }
        return URI.create("%s://%s".formatted(scheme, uri.getRawAuthority()));
      }
    } catch (IllegalArgumentException _) {
      // It is said below.
    }
    source.problem(
        ENDPOINT, given, "give https:// and the host of the store, without bucket, path and key");
    return null;
  }

  private static String needed(SettingsSource source, Setting setting, Optional<String> value) {
    if (value.isEmpty()) {
      source.problem(setting, "", "the S3 store needs it; give the key that may use the bucket");
    }
    return value.orElse("");
  }

  private static Optional<String> contents(SettingsSource source) {
    return source
        .text(SECRET_KEY_FILE)
        .flatMap(
            file -> {
              try {
                return Optional.of(Files.readString(Path.of(file)).strip())
                    .filter(text -> !text.isEmpty());
              } catch (IOException | InvalidPathException e) {
                source.problem(
                    SECRET_KEY_FILE,
                    file,
                    "it cannot be read; name a file that this user can read");
                return Optional.empty();
              }
            });
  }
}
