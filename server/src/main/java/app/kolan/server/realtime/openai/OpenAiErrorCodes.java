package app.kolan.server.realtime.openai;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;

/// Classifies the error codes of Realtime servers.
final class OpenAiErrorCodes {
  /// A response is active already, which the server began by itself at the end of the caller's
  /// turn.
  static final String ALREADY_ANSWERING = "conversation_already_has_active_response";

  private static final int BAD_KEY = 3000;
  private static final int GOING_AWAY = 1001;

  private OpenAiErrorCodes() {}

  /// The kind of an error. A rejected request is the kind of last resort.
  static FailureKind kind(String code, String type) {
    return switch (code.isEmpty() ? type : code) {
      case "invalid_api_key",
          "invalid_authentication",
          "missing_api_key",
          "unauthorized",
          "authentication_error",
          "permission_denied",
          "permission_error",
          "account_deactivated" ->
          FailureKind.KEY_REFUSED;
      case "rate_limit_exceeded",
          "rate_limit_error",
          "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active" ->
          FailureKind.LIMITED;
      case "session_expired" -> FailureKind.SESSION_OVER;
      case "server_error", "internal_error", "internal_server_error", "overloaded_error" ->
          FailureKind.OVERLOADED;
      default -> type.equals("server_error") ? FailureKind.OVERLOADED : FailureKind.REQUEST_REFUSED;
    };
  }

  /// The kind of failure of a close code.
  static FailureKind ofClose(int code) {
    return switch (code) {
      case BAD_KEY -> FailureKind.KEY_REFUSED;
      case GOING_AWAY -> FailureKind.SESSION_OVER;
      default -> FailureKind.BROKEN_OFF;
    };
  }

  /// The part of an error that is safe to repeat.
  static String code(String code, String type) {
    return ProviderFailure.code(code.isEmpty() ? type : code);
  }
}
