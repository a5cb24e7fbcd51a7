package app.kolan.server.provider.wire;

import app.kolan.server.provider.ProviderFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/// Finds the error code in a provider's error response: `{"error":{"code":"rate_limit_exceeded"}}`
/// and the like. Its message is ignored; it may repeat the key, or what the caller said.
public final class ProviderErrorCode {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PLACES =
      List.of(
          "/error/details/0/reason",
          "/error/code",
          "/error/type",
          "/error/status",
          "/err_code",
          "/detail/code",
          "/detail/status",
          "/error_type",
          "/error_code",
          "/code",
          "/type");

  private ProviderErrorCode() {}

  /// The code, or `no code`.
  public static String in(byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      JsonNode error = answer.isArray() && !answer.isEmpty() ? answer.get(0) : answer;
      return PLACES.stream()
          .map(error::at)
          .filter(found -> found.isTextual() || found.isIntegralNumber())
          .map(found -> ProviderFailure.code(found.asText()))
          .findFirst()
          .orElse("no code");
    } catch (IOException notJson) {
      return "no code";
    }
  }
}
