package app.kolan.server.media.vad;

import app.kolan.twilio.stream.StreamEvent.Track;

/// Where the detectors of calls come from. Safe to share.
public interface VadFactory {
  /// A detector for one side of one call.
  VoiceActivityDetector fresh(Track side);

  /// What is ready to hear. It may take a second, and never fails.
  default VadFactory loaded() {
    return this;
  }

  /// The word by which it is chosen.
  String word();
}
