package app.kolan.server.tts;

import app.kolan.server.provider.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The key of cached audio: a hash of everything that it depends on, so that another voice or
/// another wording has another key. A version of a business's settings is no part of it: what a
/// change of settings does to the audio, it does by one of these.
///
/// @param hex 64 hexadecimal digits
public record AudioCacheKey(String hex) {
  /// The bytes of a hash.
  static final int BYTES = 32;

  /// The key of a sentence in one voice.
  public static AudioCacheKey of(ProviderSettings settings, String text) {
    var content = new StringBuilder();
    for (String part :
        List.of(
            settings.provider(),
            settings.url().toString(),
            settings.model(),
            settings.voice(),
            settings.language(),
            text)) {
      content.append(part.length()).append(':').append(part);
    }
    byte[] hash = sha256(content.toString().getBytes(StandardCharsets.UTF_8));
    return new AudioCacheKey(HexFormat.of().formatHex(hash));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
