package app.kolan.simulator;

import app.kolan.simulator.account.AccountAnswer;
import app.kolan.simulator.account.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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

  /// A resource whose JSON is already available.
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

  /// Whether a call was placed.
  boolean isNewCall() {
    return status == 201 && new String(body, StandardCharsets.UTF_8).contains("/Calls/CA");
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
    var fields = new LinkedHashMap<String, Object>(texts);
    fields.putAll(new TreeMap<>(numbers));
    byte[] body = JsonWriter.of(fields).getBytes(StandardCharsets.UTF_8);
    return new RestAnswer(status, "application/json", body);
  }
}
