package app.kolan.server.tool;

import app.kolan.carrier.webhook.PhoneNumber;

/// What the story of a call does after a tool, once the receptionist's last words were heard.
public sealed interface Instruction {
  /// The talk goes on.
  record GoOn() implements Instruction {}

  /// The caller is connected to this number, and the talk is over.
  record HandOver(PhoneNumber to) implements Instruction {}

  /// The call ends.
  record HangUp() implements Instruction {}
}
