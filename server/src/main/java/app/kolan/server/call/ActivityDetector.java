package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;

/// Tells speech from what is none, frame by frame. One detector hears one call and keeps what it
/// learns of that line; it is used by one thread at a time.
public interface ActivityDetector {
  /// Whether this frame of 160 samples holds speech.
  boolean isSpeech(Mulaw frame);
}
