package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;

/// A server's messages on a two-way media stream. There are these three messages and no others; an
/// extra key in one of them makes Twilio ignore it (31951).
///
/// Source:
/// https://www.twilio.com/docs/voice/media-streams/websocket-messages#send-websocket-messages-to-twilio
public sealed interface StreamCommand {
  /// Queues audio to be played to the caller after what is queued already.
  record Media(Mulaw audio) implements StreamCommand {}

  /// Asks for the name to come back once everything queued before it was played.
  record Mark(String name) implements StreamCommand {}

  /// Clears the queue; all pending marks come back at once.
  record Clear() implements StreamCommand {}
}
