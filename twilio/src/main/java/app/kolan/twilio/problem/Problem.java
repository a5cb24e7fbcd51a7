package app.kolan.twilio.problem;

/// A problem that Twilio raises in its Debugger, as its documentation names it.
///
/// Source: https://www.twilio.com/docs/api/errors
///
/// @param code Twilio's number for it
public record Problem(int code, Level level, String name) {
  /// Whether the call suffers from it.
  public enum Level {
    /// The call goes on.
    WARNING,
    /// Something that the server requested did not happen.
    ERROR
  }
}
