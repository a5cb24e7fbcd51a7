package app.kolan.server.telephony.rest;

import org.jspecify.annotations.Nullable;

/// What came of asking Twilio about the account.
public sealed interface RestResult<T> {
  /// What was asked for.
  record Given<T>(T value) implements RestResult<T> {}

  /// Twilio answered, and did not give it.
  ///
  /// @param status the HTTP status
  /// @param code Twilio's own number for the reason, when it says one
  record Refused<T>(int status, @Nullable Integer code) implements RestResult<T> {}

  /// There was no answer, or none that can be understood.
  ///
  /// @param why for the operator; holds no credentials
  record Unreachable<T>(String why) implements RestResult<T> {}
}
