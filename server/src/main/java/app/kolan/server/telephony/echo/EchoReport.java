package app.kolan.server.telephony.echo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a server saw of a request, told to the doctor as JSON.
///
/// @param nonce that of the proof, which tells a fresh answer from a cached one
/// @param version of HTTP, such as `HTTP/1.1`
/// @param target the request target as it arrived
/// @param headers all that arrived, in their order; secrets among them are hidden
/// @param secure whether the request came over TLS to the server itself
/// @param peer who has sent it, as an address
/// @param peerTrusted whether forwarded headers of this peer count
/// @param bodyStart the first bytes of the body, in base64
/// @param base the public base that the server makes of it
/// @param signedUrls the URLs that it would check a signature over
/// @param configured the public URL that is configured, or null
/// @param trustedProxies the networks whose forwarded headers count
/// @param signature what it would say of the signature: `genuine`, `unsigned` or `forged`
/// @param millis the server's clock, in milliseconds of Unix time
/// @param kolan the server's version
/// @param sample text that was asked for; see [EchoOptions]
/// @param instance what tells the process that answers from any other; empty of an older one
/// @param repeated the nonces of proofs that came more than once, the latest
/// @param node the name of the server among those that share its database; empty where no other
///   can, and of an older one
/// @param schema the version of the tables that it knows; 0 of an older one
/// @param peers the instances that share its database and its secret key; see [ServerIdentity]
public record EchoReport(
    String nonce,
    String method,
    String version,
    String target,
    List<Header> headers,
    boolean secure,
    String peer,
    boolean peerTrusted,
    long bodyLength,
    String bodySha256,
    String bodyStart,
    String base,
    List<String> signedUrls,
    @Nullable String configured,
    List<String> trustedProxies,
    String signature,
    long millis,
    String kolan,
    String sample,
    @Nullable String instance,
    @Nullable List<String> repeated,
    @Nullable String node,
    @Nullable Integer schema,
    @Nullable List<String> peers) {
  /// How many bytes of a body come back.
  public static final int BODY_START = 8 * 1024;

  /// The header that every answer of a Kolan carries, so that it is known from a proxy's. Its value
  /// is usually `1`.
  public static final String MARKER = "X-Kolan";

  /// The marker's value when a fault kept a signed webhook from being answered as it should be.
  public static final String APOLOGY = "apology";

  /// The marker's value when a proof came a second time.
  public static final String REPEATED = "repeated";

  public static final String GENUINE = "genuine";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(1 << 20).build());
  }

  /// One header field.
  public record Header(String name, String value) {}

  public EchoReport {
    headers = List.copyOf(headers);
    signedUrls = List.copyOf(signedUrls);
    trustedProxies = List.copyOf(trustedProxies);
    repeated = repeated == null ? null : List.copyOf(repeated);
    peers = peers == null ? null : List.copyOf(peers);
  }

  /// The facts in an answer's body; empty when it holds anything else, or anything more.
  public static Optional<EchoReport> parse(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readValue(body, EchoReport.class));
    } catch (IOException | NullPointerException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public byte[] json() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always JSON", e);
    }
  }

  /// The first value of a header.
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /// All values of a header.
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  @Override
  public String instance() {
    return instance == null ? "" : instance;
  }

  @Override
  public List<String> repeated() {
    return repeated == null ? List.of() : repeated;
  }

  @Override
  public String node() {
    return node == null ? "" : node;
  }

  @Override
  public Integer schema() {
    return schema == null ? 0 : schema;
  }

  @Override
  public List<String> peers() {
    return peers == null ? List.of() : peers;
  }

  /// The beginning of the body.
  public byte[] bodyBytes() {
    try {
      return Base64.getDecoder().decode(bodyStart);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  public boolean signatureIsGenuine() {
    return signature.equals(GENUINE);
  }
}
