package app.kolan.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// An authenticator with one passkey on the curve P-256, and the browser before it, by the letter
/// of [WebAuthn](https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data). A test may have it
/// lie.
public final class TestPasskey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final KeyPair keys;
  private final byte[] id = "credential of the test".getBytes(StandardCharsets.US_ASCII);
  String origin;
  String host;
  int flags = USER_PRESENT | USER_VERIFIED;
  int counter = 1;
  String handle = "";

  public TestPasskey(RelyingParty party) throws GeneralSecurityException {
    origin = party.origin();
    host = party.id();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
  }

  /// Forgets the verification of its user.
  void verifyNobody() {
    flags = USER_PRESENT;
  }

  public String create(String options) throws IOException, GeneralSecurityException {
    JsonNode asked = JSON.readTree(options);
    handle = asked.path("user").path("id").asText();
    var data = new ByteArrayOutputStream();
    data.writeBytes(authenticatorData(flags | ATTESTED));
    data.writeBytes(new byte[16]);
    data.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
    data.writeBytes(id);
    data.writeBytes(coseKey());
    var attestation = new ByteArrayOutputStream();
    attestation.write(0xA3);
    text(attestation, "fmt");
    text(attestation, "none");
    text(attestation, "attStmt");
    attestation.write(0xA0);
    text(attestation, "authData");
    bytes(attestation, data.toByteArray());
    counter++;
    ObjectNode answer = answer();
    answer
        .putObject("response")
        .put("clientDataJSON", encoded(clientData("webauthn.create", asked)))
        .put("attestationObject", encoded(attestation.toByteArray()));
    return answer.toString();
  }

  public String get(String options) throws IOException, GeneralSecurityException {
    byte[] client = clientData("webauthn.get", JSON.readTree(options));
    byte[] data = authenticatorData(flags);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(MessageDigest.getInstance("SHA-256").digest(client));
    ObjectNode answer = answer();
    answer
        .putObject("response")
        .put("clientDataJSON", encoded(client))
        .put("authenticatorData", encoded(data))
        .put("signature", encoded(signature.sign()))
        .put("userHandle", handle);
    counter++;
    return answer.toString();
  }

  private ObjectNode answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", encoded(id)).put("rawId", encoded(id)).put("type", "public-key");
    answer.putObject("clientExtensionResults");
    return answer;
  }

  private byte[] clientData(String type, JsonNode options) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("challenge", options.path("challenge").asText())
        .put("origin", origin)
        .put("crossOrigin", false)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(int withFlags) throws GeneralSecurityException {
    byte[] party =
        MessageDigest.getInstance("SHA-256").digest(host.getBytes(StandardCharsets.US_ASCII));
    return ByteBuffer.allocate(37).put(party).put((byte) withFlags).putInt(counter).array();
  }

  /// The map {1: 2, 3: -7, -1: 1, -2: x, -3: y} in CBOR.
  private byte[] coseKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    var map = new ByteArrayOutputStream();
    map.writeBytes(new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
    bytes(map, coordinate(key.getW().getAffineX()));
    map.write(0x22);
    bytes(map, coordinate(key.getW().getAffineY()));
    return map.toByteArray();
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    var fixed = new byte[32];
    byte[] tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length);
    System.arraycopy(tail, 0, fixed, 32 - tail.length, tail.length);
    return fixed;
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 + text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(0x58);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
