package app.kolan.server.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
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

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretCipher(SecretKeySpec key) {
    this.key = key;
  }

  /// The cipher of a key.
  ///
  /// @param key any text; its SHA-256 is the key, so it should be long and random
  public static SecretCipher of(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new SecretCipher(new SecretKeySpec(digest, "AES"));
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
          cipher(Cipher.ENCRYPT_MODE, nonce, purpose)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return FORM + Base64.getEncoder().encodeToString(all);
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
    try {
      byte[] all = Base64.getDecoder().decode(text.substring(FORM.length()));
      var bytes = ByteBuffer.wrap(all);
      var nonce = new byte[NONCE];
      bytes.get(nonce);
      var sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(sealed);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UnreadableSecret(purpose, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
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
