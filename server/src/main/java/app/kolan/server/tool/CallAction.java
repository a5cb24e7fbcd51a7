package app.kolan.server.tool;

import app.kolan.twilio.webhook.PhoneNumber;

/// What the conversation does after a tool, once the agent's last words were heard.
public sealed interface CallAction {
  /// The conversation goes on.
  record GoOn() implements CallAction {}

  /// The caller is connected to this number, and the conversation is over.
  ///
  /// @param reason who calls and what for, in words for whoever answers there; may be empty
  record HandOver(PhoneNumber to, String reason) implements CallAction {
    public HandOver(PhoneNumber to) {
      this(to, "");
    }

    /// Without the reason.
    @Override
    public String toString() {
      return "HandOver[" + to + "]";
    }
  }

  /// The call ends.
  record HangUp() implements CallAction {}

  /// A machine has answered a call that the server has placed: the conversation ends at once,
  /// without another word, and the machine gets the message.
  record LeaveMessage() implements CallAction {}
}
