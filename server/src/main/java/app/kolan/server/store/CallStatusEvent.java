package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that Twilio told about a call, kept once however often it was told.
///
/// @param word the call's status or the stream's event in Twilio's words; empty when unknown
/// @param sequence the event's number within the call
/// @param explanation Twilio's explanation of a stream's error
/// @param at when it was first heard
public record CallStatusEvent(
    CallSid call,
    Source source,
    String word,
    @Nullable Integer sequence,
    @Nullable String explanation,
    Instant at) {

  /// What an event is about.
  public enum Source {
    CALL,
    STREAM
  }
}
