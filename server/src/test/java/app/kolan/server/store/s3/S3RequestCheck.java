package app.kolan.server.store.s3;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Verifies signature, hash and time of a request to S3, by code of its own.
///
/// @param access the key's name
/// @param secret the key
record S3RequestCheck(String access, String secret, String bucket) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,"
              + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// What is wrong with a request at a time of the store's clock, as S3 says it; null for nothing.
  @Nullable String mistake(HttpExchange exchange, byte[] body, Instant now) {
    var headers = exchange.getRequestHeaders();
    var given = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
    String time = String.valueOf(headers.getFirst("x-amz-date"));
    if (!given.matches() || !given.group(1).equals(access)) {
      return "AccessDenied";
    }
    Duration skew = Duration.between(Instant.from(TIME.parse(time)), now);
    if (skew.abs().compareTo(Duration.ofMinutes(15)) > 0) {
      return "RequestTimeTooSkewed";
    }
    String contentHash = String.valueOf(headers.getFirst("x-amz-content-sha256"));
    if (!contentHash.equals(hash("SHA-256", body))) {
      return "XAmzContentSHA256Mismatch";
    }
    var request = new StringBuilder(exchange.getRequestMethod()).append('\n');
    request.append(exchange.getRequestURI().getRawPath()).append('\n');
    var sorted = new TreeMap<String, String>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      sorted.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    }
    var parts = new ArrayList<String>();
    sorted.forEach((name, value) -> parts.add(name + "=" + value));
    request.append(String.join("&", parts)).append('\n');
    for (String name : given.group(4).split(";", -1)) {
      request.append(name).append(':').append(headers.getFirst(name)).append('\n');
    }
    request.append('\n').append(given.group(4)).append('\n').append(contentHash);
    String scope = given.group(2) + "/" + given.group(3) + "/s3/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + scope
            + "\n"
            + hash("SHA-256", request.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    key = mac(key, given.group(2));
    key = mac(key, given.group(3));
    key = mac(mac(key, "s3"), "aws4_request");
    if (!HexFormat.of().formatHex(mac(key, toSign)).equals(given.group(5))) {
      return "SignatureDoesNotMatch";
    }
    String path = exchange.getRequestURI().getPath();
    return path.equals("/" + bucket) || path.startsWith("/" + bucket + "/") ? null : "NoSuchBucket";
  }

  static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
