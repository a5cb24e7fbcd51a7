package app.kolan.server.store.s3;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Signature Version 4, in the `Authorization` header, as S3 has it: the path is encoded once,
/// and the hash of the body is a header of its own.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
record AwsSignature(String accessKey, Secret secretKey, String region) {
  static final String CONTENT_HASH = "x-amz-content-sha256";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();
  private static final String UNRESERVED = "-._~";

  /// The hash of a body that is empty.
  static final String NOTHING = hash(new byte[0]);

  /// The headers of a request, with those that the signature adds.
  ///
  /// @param uri as it is sent: path and query encoded by [#encoded]
  /// @param headers to be signed, in lower case, without `host`
  /// @param bodyHash by [#hash]
  SortedMap<String, String> sign(
      String method, URI uri, Map<String, String> headers, String bodyHash, Instant at) {
    String time = TIME.format(at);
    var signed = new TreeMap<>(headers);
    signed.put("host", host(uri));
    signed.put("x-amz-date", time);
    signed.put(CONTENT_HASH, bodyHash);
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    String request =
        String.join("\n", method, uri.getRawPath(), query(uri), lines, names, bodyHash);
    String scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), region);
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hash(request.getBytes(StandardCharsets.UTF_8)));
    signed.remove("host");
    signed.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(ALGORITHM, accessKey, scope, names, signature(toSign, time)));
    return signed;
  }

  private String signature(String toSign, String time) {
    byte[] key = ("AWS4" + secretKey.value()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {time.substring(0, 8), region, "s3", "aws4_request", toSign}) {
      key = authenticated(key, part);
    }
    return HEX.formatHex(key);
  }

  /// As an HTTP client sends it: without the port that is the scheme's own.
  private static String host(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    int port = uri.getPort();
    return port < 0 || port == usual ? uri.getHost() : uri.getHost() + ":" + port;
  }

  /// In the order of the parameters, each with a `=`.
  private static String query(URI uri) {
    String query = uri.getRawQuery();
    return query == null
        ? ""
        : Stream.of(query.split("&", -1))
            .map(part -> part.contains("=") ? part : part + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  /// A path, or a value, as the signature has it: all but letters, digits and four signs as bytes
  /// in hexadecimal.
  ///
  /// @param isPath whether `/` stays
  static String encoded(String text, boolean isPath) {
    var encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (octet & 0xff);
      boolean isAlphanumeric =
          (sign >= 'A' && sign <= 'Z')
              || (sign >= 'a' && sign <= 'z')
              || (sign >= '0' && sign <= '9');
      if (isAlphanumeric || UNRESERVED.indexOf(sign) >= 0 || (isPath && sign == '/')) {
        encoded.append(sign);
      } else {
        encoded.append('%').append(HEX.withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /// SHA-256 in hexadecimal.
  static String hash(byte[] bytes) {
    return HEX.formatHex(digest("SHA-256").digest(bytes));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static byte[] authenticated(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
