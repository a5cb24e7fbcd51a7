package app.kolan.twilio.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature that Twilio puts into `X-Twilio-Signature`: HMAC-SHA1, keyed by the auth token,
/// over the URL exactly as requested and the form's pairs, in base64.
///
/// Names are sorted by their bytes; a name that occurs more than once contributes each distinct
/// value once, sorted, as Twilio's own libraries have it.
///
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
public final class RequestSignature {
  private static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private RequestSignature() {}

  /// The signature of a request.
  ///
  /// @param token the account's auth token; not empty
  /// @param url the full URL with its query and without a fragment; `wss://…` for a socket
  /// @param form the decoded pairs of a form body; none for GET
  public static String compute(String token, String url, FormPairs form) {
    return Base64.getEncoder().encodeToString(digest(keyed(token), url + signedText(form)));
  }

  /// The part of the signed text that a form adds.
  static String signedText(FormPairs form) {
    var signed = new StringBuilder();
    var valuesByName = new TreeMap<String, TreeSet<String>>(BY_BYTES);
    for (FormPairs.Pair pair : form.pairs()) {
      valuesByName.computeIfAbsent(pair.name(), _ -> new TreeSet<>(BY_BYTES)).add(pair.value());
    }
    valuesByName.forEach((name, values) -> appendAll(signed, name, values));
    return signed.toString();
  }

  private static void appendAll(StringBuilder signed, String name, Iterable<String> values) {
    for (String value : values) {
      signed.append(name).append(value);
    }
  }

  /// Computes digests under one token; not thread-safe.
  static Mac keyed(String token) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  static byte[] digest(Mac mac, String text) {
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
