package app.kolan.simulator;

import java.net.URI;

/// Whether Twilio finds out who answers a call that the server placed: a person or a machine.
///
/// Source: https://www.twilio.com/docs/voice/answering-machine-detection
sealed interface MachineDetection {
  record None() implements MachineDetection {}

  /// It is reported with the request for instructions, which waits for it.
  record Awaited() implements MachineDetection {}

  /// It is reported by a callback, some time after the answer; the call goes on meanwhile.
  record Reported(URI callback) implements MachineDetection {}
}
