package app.kolan.server.media.turns;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;

/// A stretch of speech.
///
/// @param side who spoke: [Track#INBOUND] is the caller
/// @param from when it begins, from the start of the stream
/// @param to when it ends
/// @param silence how long nobody had spoken when it was taken to be over
public record SpeechSegment(
    Track side, Duration from, Duration to, Mulaw audio, Duration silence) {}
