package app.kolan.simulator;

import app.kolan.simulator.account.AccountAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An answer of the REST interface.
///
/// Source: https://www.twilio.com/docs/usage/twilios-response
final class RestAnswer {
  private final int status;
  private final String contentType;
  private final byte[] body;

  private RestAnswer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static RestAnswer media(String contentType, byte[] body) {
    return new RestAnswer(200, contentType, body.clone());
  }

  static RestAnswer resource(Map<String, String> fields) {
    return json(200, new TreeMap<>(fields), Map.of());
  }

  /// A resource whose JSON is at hand.
  static RestAnswer json(int status, String text) {
    return new RestAnswer(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  static RestAnswer error(int status, int code, String message) {
    return json(
        status,
        new TreeMap<>(
            Map.of("message", message, "more_info", "https://www.twilio.com/docs/errors/" + code)),
        Map.of("code", code, "status", status));
  }

  /// Whether it is the sound of a recording.
  boolean isMedia() {
    return contentType.startsWith("audio/");
  }

  static RestAnswer of(AccountAnswer answer) {
    byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
    return new RestAnswer(answer.status(), "application/json", body);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body.clone();
  }

  private static RestAnswer json(
      int status, Map<String, String> texts, Map<String, Integer> numbers) {
    String fields =
        texts.entrySet().stream()
            .map(field -> quoted(field.getKey()) + ": " + quoted(field.getValue()))
            .collect(Collectors.joining(", "));
    String more =
        numbers.entrySet().stream()
            .map(field -> ", " + quoted(field.getKey()) + ": " + field.getValue())
            .sorted()
            .collect(Collectors.joining());
    byte[] body = ("{" + fields + more + "}").getBytes(StandardCharsets.UTF_8);
    return new RestAnswer(status, "application/json", body);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
