package app.kolan.twilio.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Requests that a server rejects, made as proxies and people make them. Signatures are computed
/// here by hand, apart from the code that is tested.
record Refused(
    ArrivedRequest.Kind kind,
    String method,
    String target,
    Map<String, String> headers,
    RequestBody body,
    String checkedUrl,
    @Nullable String publicUrl,
    boolean trusted) {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static final String BODY =
      "AccountSid=" + ACCOUNT + "&CallSid=CA1&CallerName=+Dana+&FromCity=&From=%2B97250&To=%2B9723";

  /// What Twilio appends for [#BODY].
  static final String SIGNED =
      "AccountSid" + ACCOUNT + "CallSidCA1CallerName Dana From+97250FromCityTo+9723";

  static Refused webhook(String target, String checkedUrl) {
    return new Refused(
        ArrivedRequest.Kind.WEBHOOK,
        "POST",
        target,
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        RequestBody.of(BODY),
        checkedUrl,
        null,
        true);
  }

  static Refused socket(String target, String checkedUrl) {
    return new Refused(
        ArrivedRequest.Kind.SOCKET,
        "GET",
        target,
        Map.of(),
        RequestBody.NONE,
        checkedUrl,
        null,
        true);
  }

  Refused header(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Refused(kind, method, target, more, body, checkedUrl, publicUrl, trusted);
  }

  Refused body(String text) {
    return body(RequestBody.of(text));
  }

  Refused body(RequestBody other) {
    return new Refused(kind, method, target, headers, other, checkedUrl, publicUrl, trusted);
  }

  Refused publicUrl(String configured) {
    return new Refused(kind, method, target, headers, body, checkedUrl, configured, trusted);
  }

  Refused untrusted() {
    return new Refused(kind, method, target, headers, body, checkedUrl, publicUrl, false);
  }

  /// The explanation when a text was signed with the right token.
  SignatureDiagnosis signed(String text) {
    return with(List.of("another token", TOKEN), hmac(TOKEN, text));
  }

  SignatureDiagnosis with(List<String> tokens, String signature) {
    var settings = new SignatureSettings(publicUrl, tokens, ACCOUNT, 8080, false);
    return new SignatureExplainer(settings)
        .explain(header("X-Twilio-Signature", signature).arrived());
  }

  ArrivedRequest arrived() {
    return new ArrivedRequest(
        kind, method, target, false, headers, body, List.of(checkedUrl), trusted);
  }

  static String hmac(String token, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
