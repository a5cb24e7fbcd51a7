package app.kolan.server.store.s3;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sounds in an S3 bucket, each an object under the name that the rows have for it, behind the
/// bucket's prefix.
///
/// A sound that was put is known to be whole: the store refuses a body that differs from the hash
/// that is signed, and says the MD5 of what it has as the object's `ETag`. One that says something
/// else there, as with server-side encryption, is asked for the object, which is compared.
public final class S3SoundArchive implements SoundArchive {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String HASH_KEPT = "x-amz-meta-sha256";
  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-f]{32})\"?");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final int MOST_PAGES = 100;
  private static final Map<String, String> NO_HEADERS = Map.of();

  private final S3Client client;
  private final String prefix;

  public S3SoundArchive(S3Settings.Bucket bucket) {
    this(bucket, DEADLINE, InstantSource.system());
  }

  S3SoundArchive(S3Settings.Bucket bucket, Duration deadline, InstantSource clock) {
    client = new S3Client(bucket, deadline, clock);
    prefix = bucket.prefix();
  }

  @Override
  public void put(String name, Path file) {
    try {
      String sha256 = digest(file, "SHA-256");
      HttpResponse<Void> stored =
          client.send(
              "PUT",
              key(name),
              "",
              Map.of("content-type", "audio/wav", HASH_KEPT, sha256),
              new S3Client.Body(BodyPublishers.ofFile(file), sha256),
              BodyHandlers.discarding());
      if (stored.statusCode() == 404) {
        throw new StoreException(Code.SOUND_STORE_REFUSED, "the S3 store has no such bucket", null);
      }
      if (!md5(stored).equals(digest(file, "MD5")) && !sha256.equals(hashThere(name))) {
        throw new StoreException(
            Code.SOUND_STORE_UNREACHABLE, "the S3 store has another sound than was sent", null);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String md5(HttpResponse<?> answer) {
    var etag = MD5.matcher(answer.headers().firstValue("etag").orElse(""));
    return etag.matches() ? etag.group(1) : "";
  }

  /// The hash of what the store has of a sound, read from its bytes.
  private @Nullable String hashThere(String name) {
    return client
        .send("GET", key(name), "", NO_HEADERS, S3Client.Body.NONE, S3Responses.sha256())
        .body();
  }

  @Override
  public boolean fetch(String name, Path to) {
    Path unfinished = to.resolveSibling(to.getFileName() + "." + UUID.randomUUID());
    try {
      Path folder = to.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFolders.create(folder);
      }
      HttpResponse<Path> answer =
          client.send(
              "GET",
              key(name),
              "",
              NO_HEADERS,
              S3Client.Body.NONE,
              BodyHandlers.ofFile(
                  unfinished,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING));
      if (answer.statusCode() == 404) {
        return false;
      }
      String hash = answer.headers().firstValue(HASH_KEPT).orElse("");
      if (!hash.isEmpty() && !hash.equals(digest(unfinished, "SHA-256"))) {
        throw new StoreException(
            Code.SOUND_STORE_REFUSED, "the S3 store has a sound that is damaged", null);
      }
      setTime(unfinished, answer);
      Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw unreadable(to, e);
    } finally {
      deleteIfThere(unfinished);
    }
  }

  /// The object's, so that a part that is asked for later is known to be of the same sound.
  private static void setTime(Path file, HttpResponse<?> answer) throws IOException {
    try {
      String changed = answer.headers().firstValue("last-modified").orElse("");
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(changed));
      Files.setLastModifiedTime(file, FileTime.from(at));
    } catch (DateTimeException _) {
      // Then it is as old as it is here.
    }
  }

  private static void deleteIfThere(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The folder of copies is emptied at the next start.
    }
  }

  @Override
  public List<Kept> of(CallSid call) {
    return list("audio/" + call.value() + "/");
  }

  private List<Kept> list(String folder) {
    var kept = new ArrayList<Kept>();
    String query = "list-type=2&prefix=" + AwsSignature.encoded(prefix + folder, false);
    String next = null;
    for (int i = 0; i < MOST_PAGES; i++) {
      String more =
          next == null ? "" : "continuation-token=" + AwsSignature.encoded(next, false) + "&";
      HttpResponse<String> answer =
          client.send("GET", "", more + query, NO_HEADERS, S3Client.Body.NONE, S3Responses.text());
      if (answer.statusCode() == 404) {
        throw new StoreException(Code.SOUND_STORE_REFUSED, "the S3 store has no such bucket", null);
      }
      S3Responses.Page page = S3Responses.page(answer.body());
      for (S3Responses.Listed object : page.objects()) {
        String name = object.key().substring(prefix.length());
        if (NAME.matcher(name).matches()) {
          kept.add(new Kept(name, object.bytes()));
        }
      }
      next = page.next();
      if (next == null) {
        return kept;
      }
    }
    throw new StoreException(
        Code.SOUND_STORE_REFUSED, "the S3 store has a list without an end", null);
  }

  @Override
  public void delete(Collection<String> names) {
    for (String name : names) {
      HttpResponse<Void> _ =
          client.send(
              "DELETE", key(name), "", NO_HEADERS, S3Client.Body.NONE, BodyHandlers.discarding());
    }
  }

  @Override
  public void check() {
    String name = "check/" + UUID.randomUUID();
    try {
      Path file = Files.createTempFile("kolan-check-", ".wav");
      try {
        Files.writeString(file, "Kolan looks whether this store works.\n");
        put(name, file);
        boolean isThere = fetch(name, file);
        boolean isListed = list("check/").stream().anyMatch(kept -> kept.name().equals(name));
        delete(List.of(name));
        if (!isThere || !isListed) {
          throw new StoreException(
              Code.SOUND_STORE_REFUSED, "the S3 store does not show what was put there", null);
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw unreadable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private String key(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("this is not the name of a sound");
    }
    return prefix + name;
  }

  private static String digest(Path file, String algorithm) throws IOException {
    MessageDigest digest = AwsSignature.digest(algorithm);
    try (InputStream in = Files.newInputStream(file)) {
      var piece = new byte[16 * 1024];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).toLowerCase(Locale.ROOT);
  }

  private static StoreException unreadable(Path file, IOException e) {
    return new StoreException(
        Code.LEDGER_FOLDER, "the sound %s cannot be used".formatted(file.getFileName()), e);
  }

  @Override
  public void close() {
    client.close();
  }
}
