package app.kolan.server.media.vad;

import app.kolan.twilio.stream.StreamEvent.Track;

/// Creates the detectors of calls. Thread-safe.
public interface VadFactory {
  /// Creates a detector for one side of one call.
  VoiceActivityDetector fresh(Track side);

  /// Returns a factory that is ready for calls. May take a second, and never fails.
  default VadFactory loaded() {
    return this;
  }

  /// The name by which it is configured.
  String word();
}
