package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Twilio's messages on a media stream.
///
/// Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
public sealed interface StreamEvent {
  /// The socket is open; nothing may be sent before [Started].
  record Connected(String protocol, String version) implements StreamEvent {}

  /// The stream begins.
  ///
  /// @param tracks `inbound` and, on one-way streams that ask for it, `outbound`
  /// @param parameters the `<Parameter>`s of the TwiML
  record Started(
      long sequence,
      String streamSid,
      String callSid,
      String accountSid,
      List<String> tracks,
      Map<String, String> parameters)
      implements StreamEvent {
    public Started {
      tracks = List.copyOf(tracks);
      parameters = Map.copyOf(parameters);
    }

    /// Shows the parameters' names alone: one of them is a secret.
    @Override
    public String toString() {
      return "Started[%s, %s, %s, %s]".formatted(streamSid, callSid, tracks, parameters.keySet());
    }
  }

  /// Some of the call's audio, usually 20 ms.
  ///
  /// @param track whose audio it is: [Track#INBOUND] is the caller
  /// @param chunk counts from 1; whether for each track or for all is not documented
  /// @param timestamp milliseconds from the start of the stream
  record Media(long sequence, Track track, long chunk, long timestamp, Mulaw audio)
      implements StreamEvent {}

  /// Whose audio a [Media] carries.
  enum Track {
    INBOUND,
    OUTBOUND
  }

  /// The caller pressed a key: one of `0-9*#`, or `A-D`.
  record Dtmf(long sequence, char digit) implements StreamEvent {
    @Override
    public String toString() {
      return "Dtmf[" + sequence + "]";
    }
  }

  /// A mark comes back: everything queued before it was played, or was cleared.
  record MarkReached(long sequence, String name) implements StreamEvent {}

  /// The stream or the call is over.
  record Stopped(long sequence, @Nullable String callSid) implements StreamEvent {}

  /// An event that Kolan does not know; Twilio may add events.
  record Unknown(String event) implements StreamEvent {}
}
