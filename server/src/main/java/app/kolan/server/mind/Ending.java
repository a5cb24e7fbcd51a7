package app.kolan.server.mind;

import app.kolan.carrier.webhook.PhoneNumber;

/// How a talk with the receptionist ends.
public sealed interface Ending {
  /// Everything is said.
  record Finished() implements Ending {}

  /// The caller is to be connected to a human.
  record HandOver(PhoneNumber to) implements Ending {}
}
