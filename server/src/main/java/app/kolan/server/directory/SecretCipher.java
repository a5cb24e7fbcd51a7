package app.kolan.server.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Encrypts what must not be read from a copy of the database: AES-256 in Galois/Counter Mode (NIST
/// SP 800-38D) with a random nonce of 96 bits for each text. Safe to share.
///
/// What it is for is authenticated with it: a text that was encrypted for one row cannot be put
/// into another.
public final class SecretCipher {
  private static final String FORM = "v1:";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 4;

  /// Encrypts with the first, and decrypts with each, by its identifier.
  private final Map<String, SecretKeySpec> keys;

  private final String first;
  private final SecureRandom random = new SecureRandom();

  private SecretCipher(Map<String, SecretKeySpec> keys, String first) {
    this.keys = keys;
    this.first = first;
  }

  /// The cipher of a key, or of several with commas between them: during a rotation the new one
  /// first, which encrypts, and behind it those that were used before.
  ///
  /// @param text any text; the SHA-256 of each key is what is used, so it should be long and random
  public static SecretCipher of(String text) {
    var keys = new LinkedHashMap<String, SecretKeySpec>();
    for (String key : text.split(",", -1)) {
      if (!key.isBlank()) {
        byte[] digest = sha256(key.strip().getBytes(StandardCharsets.UTF_8));
        keys.putIfAbsent(
            HexFormat.of().formatHex(sha256(digest), 0, ID_BYTES),
            new SecretKeySpec(digest, "AES"));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a key of no characters");
    }
    return new SecretCipher(keys, keys.firstEntry().getKey());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// @param purpose what it is for, such as `twilio_accounts/AC…`
  public String encrypt(String text, String purpose) {
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key(first, purpose), nonce, purpose)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return FORM + first + ":" + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  /// @throws UnreadableSecret when it was encrypted by another key or for another purpose, or was
  ///   changed
  public String decrypt(String text, String purpose) {
    if (!text.startsWith(FORM)) {
      throw new UnreadableSecret(purpose, null);
    }
    int end = text.indexOf(':', FORM.length());
    if (end < 0) {
      throw new UnreadableSecret(purpose, null);
    }
    SecretKeySpec key = key(text.substring(FORM.length(), end), purpose);
    try {
      byte[] all = Base64.getDecoder().decode(text.substring(end + 1));
      var bytes = ByteBuffer.wrap(all);
      var nonce = new byte[NONCE];
      bytes.get(nonce);
      var sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(sealed);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UnreadableSecret(purpose, e);
    }
  }

  private SecretKeySpec key(String id, String purpose) {
    SecretKeySpec key = keys.get(id);
    if (key == null) {
      throw new UnreadableSecret(purpose, null);
    }
    return key;
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /// A secret that this key does not open.
  public static final class UnreadableSecret extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableSecret(String purpose, @Nullable Throwable cause) {
      super(
          "the secret %s cannot be read: set KOLAN_SECRET_KEY or KOLAN_SECRET_KEY_FILE to the key with which it was stored"
              .formatted(purpose),
          cause);
    }
  }
}
