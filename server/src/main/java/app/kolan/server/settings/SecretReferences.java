package app.kolan.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Follows references to secrets. A file is read anew when it has changed: to ask again costs a
/// look at its attributes.
///
/// Blocks for the disk; safe to share.
public final class SecretReferences {
  private static final int LARGEST = 16 * 1024;

  private final Map<String, String> environment;
  private final Map<Path, ReadFile> files = new ConcurrentHashMap<>();

  /// A file's content with what tells whether it is still this one.
  private record ReadFile(
      FileTime modified, long size, @Nullable Object key, SecretLookup content) {}

  /// @param environment the server's
  public SecretReferences(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// What came of following a reference.
  public sealed interface SecretLookup {
    /// The secret is there.
    record Found(Secret secret) implements SecretLookup {}

    /// It is not.
    ///
    /// @param reason in words for the operator; names no secret
    record Missing(String reason) implements SecretLookup {}
  }

  /// Follows a reference as it is written.
  public SecretLookup find(String reference) {
    return SecretReference.of(reference)
        .map(this::find)
        .orElseGet(() -> new SecretLookup.Missing("is no reference that can be followed"));
  }

  private SecretLookup find(SecretReference reference) {
    return switch (reference) {
      case SecretReference.Variable(String name) ->
          of(environment.get(name), "the variable is not set");
      case SecretReference.File(Path path) -> inFile(path);
    };
  }

  private SecretLookup inFile(Path path) {
    try {
      var now = Files.readAttributes(path, BasicFileAttributes.class);
      ReadFile known = files.get(path);
      if (known != null
          && known.modified.equals(now.lastModifiedTime())
          && known.size == now.size()
          && Objects.equals(known.key, now.fileKey())) {
        return known.content;
      }
      SecretLookup content =
          now.isRegularFile() ? read(path) : new SecretLookup.Missing("is no file");
      files.put(path, new ReadFile(now.lastModifiedTime(), now.size(), now.fileKey(), content));
      return content;
    } catch (IOException e) {
      files.remove(path);
      return new SecretLookup.Missing("there is no such file that can be read");
    }
  }

  private static SecretLookup read(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return new SecretLookup.Missing("is too large for a secret");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return of(text, "the file is empty");
    } catch (CharacterCodingException _) {
      return new SecretLookup.Missing("is no text in UTF-8");
    }
  }

  /// A secret of several lines or with other characters than keys have is none: it would break the
  /// header that it is sent in.
  private static SecretLookup of(@Nullable String text, String whenEmpty) {
    String clean = text == null ? "" : PastedText.clean(text);
    if (clean.isEmpty()) {
      return new SecretLookup.Missing(whenEmpty);
    }
    return PastedText.foreignCharacter(clean)
        .<SecretLookup>map(foreign -> new SecretLookup.Missing("holds " + foreign))
        .orElseGet(() -> new SecretLookup.Found(new Secret(clean)));
  }
}
