package app.kolan.server.agent;

import app.kolan.twilio.webhook.PhoneNumber;

/// How a conversation with an agent ends.
public sealed interface CallEnding {
  /// Everything is said.
  record Finished() implements CallEnding {}

  /// The caller is to be connected to a human.
  record HandOver(PhoneNumber to) implements CallEnding {}
}
