package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// Tells speech from what is none, frame by frame. One detector hears one call and keeps what it
/// learns of that line; it is used by one thread at a time.
///
/// It runs on the line's thread: it never blocks, never throws, and allocates nothing for a frame.
public interface VoiceActivityDetector {
  /// Whether this frame holds speech. A frame has 160 samples; what is missing counts as silence.
  boolean isSpeech(Mulaw frame);
}
