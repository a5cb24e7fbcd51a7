package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The kind of an error in the middle of a response, where there is no HTTP status any more:
/// `{"type":"overloaded_error"}`, `{"code":429,"status":"RESOURCE_EXHAUSTED"}` and the like.
final class StreamErrorKinds {
  private static final List<Map.Entry<String, FailureKind>> WORDS =
      List.of(
          Map.entry("overloaded", FailureKind.OVERLOADED),
          Map.entry("unavailable", FailureKind.OVERLOADED),
          Map.entry("rate_limit", FailureKind.LIMITED),
          Map.entry("quota", FailureKind.LIMITED),
          Map.entry("exhausted", FailureKind.LIMITED),
          Map.entry("billing", FailureKind.LIMITED),
          Map.entry("api_key", FailureKind.KEY_REFUSED),
          Map.entry("auth", FailureKind.KEY_REFUSED),
          Map.entry("permission", FailureKind.KEY_REFUSED),
          Map.entry("invalid", FailureKind.REQUEST_REFUSED),
          Map.entry("not_found", FailureKind.REQUEST_REFUSED),
          Map.entry("timeout", FailureKind.TOO_SLOW),
          Map.entry("deadline", FailureKind.TOO_SLOW));

  private StreamErrorKinds() {}

  /// An unknown error counts as a temporary failure of the provider.
  static FailureKind of(JsonNode error) {
    int code = error.path("code").asInt();
    if (code >= 400 && code < 600) {
      return FailureKind.ofStatus(code);
    }
    String told =
        Stream.of("code", "type", "status")
            .map(place -> error.path(place).asText())
            .reduce("", (a, b) -> a + " " + b)
            .toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(word -> told.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(FailureKind.OVERLOADED);
  }
}
