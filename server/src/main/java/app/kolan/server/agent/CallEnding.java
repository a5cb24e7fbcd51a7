package app.kolan.server.agent;

import app.kolan.twilio.webhook.PhoneNumber;

/// How a conversation with an agent ends.
public sealed interface CallEnding {
  /// Everything is said.
  record Finished() implements CallEnding {}

  /// The caller is to be connected to a human.
  ///
  /// @param reason who calls and what for, in words for the human; may be empty
  record HandOver(PhoneNumber to, String reason) implements CallEnding {
    HandOver(PhoneNumber to) {
      this(to, "");
    }

    /// Without the reason.
    @Override
    public String toString() {
      return "HandOver[" + to + "]";
    }
  }
}
