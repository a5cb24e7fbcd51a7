package app.kolan.server.notify.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a message so that only the browser can read it: RFC 8291, in one record of `aes128gcm`
/// (RFC 8188).
/*
 *   ECDH(fresh key, browser's key) ─ with auth ─▶ IKM ─ with salt ─▶ key, nonce ─▶ AES-128-GCM
 *
 *   body:  salt 16 │ record size 4 │ 65 │ fresh public key 65 │ ciphertext of  text, 0x02
 */
final class PushEncryption {
  /// Push services take bodies of 4096 bytes (RFC 8030, section 7.2); 86 of them are the header, 17
  /// the tag and the delimiter.
  static final int LONGEST = 4096 - 86 - 17;

  private static final int RECORD_SIZE = 4096;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte LAST_RECORD = 2;
  private static final SecureRandom RANDOM = new SecureRandom();

  private PushEncryption() {}

  /// The body of a request to the push service.
  ///
  /// @param text of [#LONGEST] bytes at most
  static byte[] encrypt(byte[] text, PushEndpoint to) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return encrypt(text, to, EcKeys.generate(), salt);
  }

  /// @param fresh is used for no other message
  static byte[] encrypt(byte[] text, PushEndpoint to, KeyPair fresh, byte[] salt) {
    if (text.length > LONGEST) {
      throw new IllegalArgumentException("%d bytes are too long".formatted(text.length));
    }
    byte[] theirs = Base64.getUrlDecoder().decode(to.publicKey());
    byte[] ours = EcKeys.point((ECPublicKey) fresh.getPublic());
    try {
      byte[] shared = agree((ECPrivateKey) fresh.getPrivate(), EcKeys.publicKey(theirs));
      byte[] auth = Base64.getUrlDecoder().decode(to.auth());
      byte[] input = derive(auth, shared, join(info("WebPush: info"), theirs, ours), 32);
      byte[] key = derive(salt, input, info("Content-Encoding: aes128gcm"), KEY_BYTES);
      byte[] nonce = derive(salt, input, info("Content-Encoding: nonce"), NONCE_BYTES);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(join(text, new byte[] {LAST_RECORD}));
      return ByteBuffer.allocate(SALT_BYTES + 5 + ours.length + sealed.length)
          .put(salt)
          .putInt(RECORD_SIZE)
          .put((byte) ours.length)
          .put(ours)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has what web push needs", e);
    }
  }

  private static byte[] agree(ECPrivateKey ours, ECPublicKey theirs)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ours);
    var _ = agreement.doPhase(theirs, true);
    return agreement.generateSecret();
  }

  /// HKDF (RFC 5869) with SHA-256.
  private static byte[] derive(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract().addIKM(input).addSalt(salt).thenExpand(info, length));
  }

  private static byte[] info(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    var buffer = ByteBuffer.wrap(all);
    for (byte[] part : parts) {
      buffer.put(part);
    }
    return all;
  }
}
