package app.kolan.server.tool;

import app.kolan.twilio.webhook.PhoneNumber;

/// What the conversation does after a tool, once the agent's last words were heard.
public sealed interface CallAction {
  /// The conversation goes on.
  record GoOn() implements CallAction {}

  /// The caller is connected to this number, and the conversation is over.
  record HandOver(PhoneNumber to) implements CallAction {}

  /// The call ends.
  record HangUp() implements CallAction {}
}
