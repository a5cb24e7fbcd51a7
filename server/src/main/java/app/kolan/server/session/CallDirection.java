package app.kolan.server.session;

import app.kolan.twilio.webhook.PhoneNumber;

/// What the business does with a call that its agent talks in.
public sealed interface CallDirection {
  /// The caller is connected to somebody.
  record HandOver(PhoneNumber to) implements CallDirection {}

  /// The call is ended.
  record HangUp() implements CallDirection {}
}
