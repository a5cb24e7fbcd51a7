package app.kolan.simulator.account;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer about the account.
///
/// @param json the body
public record AccountAnswer(int status, String json) {
  /// What was asked for, with these fields.
  public static AccountAnswer resource(Map<String, ?> fields) {
    return new AccountAnswer(200, JsonWriter.of(fields));
  }

  static AccountAnswer error(int status, int code, String message) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("code", code);
    fields.put("message", message);
    fields.put("more_info", "https://www.twilio.com/docs/errors/" + code);
    fields.put("status", status);
    return new AccountAnswer(status, JsonWriter.of(fields));
  }
}
