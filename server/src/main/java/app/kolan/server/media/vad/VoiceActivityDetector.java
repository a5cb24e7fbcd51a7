package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// Classifies frames as speech or not. One detector serves one side of one call and adapts to that
/// line; it is used by one thread at a time.
///
/// It runs on the line's thread: it never blocks, never throws, and allocates nothing for a frame.
public interface VoiceActivityDetector {
  /// Whether this frame holds speech. A frame has 160 samples; missing samples count as silence.
  boolean isSpeech(Mulaw frame);
}
