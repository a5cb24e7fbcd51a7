package app.kolan.server.bootstrap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A push service and the browser behind it, which decrypts what comes as RFC 8291 says, with
/// nothing of the product's.
final class PushServer implements AutoCloseable {
  private final HttpServer server;
  private final KeyPair keys;
  private final byte[] auth = "sixteen bytes 16".getBytes(StandardCharsets.US_ASCII);

  /// What came, decrypted.
  final List<Message> messages = new CopyOnWriteArrayList<>();

  /// What it answers.
  volatile int status = 201;

  /// A message.
  ///
  /// @param headers by their names in lower case
  record Message(Map<String, String> headers, String text) {}

  PushServer() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = new TreeMap<String, String>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
          byte[] body = exchange.getRequestBody().readAllBytes();
          try {
            messages.add(new Message(headers, decrypted(body)));
            exchange.sendResponseHeaders(status, -1);
          } catch (GeneralSecurityException e) {
            exchange.sendResponseHeaders(400, -1);
          }
          exchange.close();
        });
    server.start();
  }

  /// The fields by which a browser subscribes.
  Map<String, String> subscription() {
    return Map.of(
        "endpoint",
        "http://127.0.0.1:%d/send/very-secret".formatted(server.getAddress().getPort()),
        "key",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(point((ECPublicKey) keys.getPublic())),
        "auth",
        Base64.getUrlEncoder().withoutPadding().encodeToString(auth),
        "device",
        "Android");
  }

  private String decrypted(byte[] body) throws GeneralSecurityException {
    byte[] salt = Arrays.copyOf(body, 16);
    byte[] theirs = Arrays.copyOfRange(body, 21, 86);
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.getPrivate());
    agreement.doPhase(key(theirs), true);
    byte[] shared = agreement.generateSecret();
    byte[] info =
        ByteBuffer.allocate(144)
            .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
            .put(point((ECPublicKey) keys.getPublic()))
            .put(theirs)
            .array();
    byte[] secret = mac(mac(auth, shared), info, new byte[] {1});
    byte[] random = mac(salt, secret);
    byte[] key = named(random, "Content-Encoding: aes128gcm\0", 16);
    byte[] nonce = named(random, "Content-Encoding: nonce\0", 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] text = cipher.doFinal(body, 86, body.length - 86);
    if (text[text.length - 1] != 2) {
      throw new GeneralSecurityException("this is not the last record");
    }
    return new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
  }

  private static byte[] named(byte[] key, String info, int length) throws GeneralSecurityException {
    return Arrays.copyOf(
        mac(key, info.getBytes(StandardCharsets.US_ASCII), new byte[] {1}), length);
  }

  private static byte[] mac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                    curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static byte[] point(ECPublicKey key) {
    String digits = "04%064x%064x".formatted(key.getW().getAffineX(), key.getW().getAffineY());
    return HexFormat.of().parseHex(digits);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
