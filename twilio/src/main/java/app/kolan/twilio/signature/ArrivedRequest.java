package app.kolan.twilio.signature;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request whose signature is to be explained, as it arrived at the server. Printing one shows no
/// values.
///
/// @param target the path and query of the request line, byte for byte
/// @param tls whether the connection to the server itself was encrypted
/// @param headers by name, in any case; the values of a repeated header joined with commas
/// @param checkedUrls the URLs over which the server has checked the signature, most likely first;
///   at least one
/// @param proxyTrusted whether the server believed the forwarded headers of this peer
public record ArrivedRequest(
    Kind kind,
    String method,
    String target,
    boolean tls,
    Map<String, String> headers,
    RequestBody body,
    List<String> checkedUrls,
    boolean proxyTrusted) {
  private static final String SIGNATURE = "X-Twilio-Signature";

  /// What the request asks for.
  public enum Kind {
    WEBHOOK,
    SOCKET
  }

  public ArrivedRequest {
    var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
    checkedUrls = List.copyOf(checkedUrls);
    if (checkedUrls.isEmpty()) {
      throw new IllegalArgumentException("a signature is checked over at least one URL");
    }
  }

  /// The text of a header, empty when it is absent.
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// Whether anything came as a signature.
  public boolean isSigned() {
    String signature = signature();
    return signature != null && !signature.isBlank();
  }

  @Nullable String signature() {
    return headers.get(SIGNATURE);
  }

  boolean isJson() {
    return header("Content-Type").toLowerCase(Locale.ROOT).contains("json");
  }

  /// The form in the body; empty when it is malformed.
  public Optional<FormPairs> form() {
    return parse(body.text(StandardCharsets.UTF_8));
  }

  /// The pairs of the query; none when it is malformed.
  FormPairs queryPairs() {
    String query = RequestTarget.parse(target).query();
    return query.isEmpty() ? FormPairs.NONE : parse(query.substring(1)).orElse(FormPairs.NONE);
  }

  /// The account that the request says it is of.
  public Optional<String> accountSid() {
    return form()
        .flatMap(form -> form.first("AccountSid"))
        .or(() -> queryPairs().first("AccountSid"));
  }

  private static Optional<FormPairs> parse(String text) {
    try {
      return Optional.of(FormPairs.parse(text));
    } catch (MalformedForm e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "ArrivedRequest[%s %s, %s]".formatted(kind, method, body);
  }
}
