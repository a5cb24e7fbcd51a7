package app.kolan.twilio.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A webhook: an HTTP request of Twilio about one call.
///
/// Source: https://www.twilio.com/docs/voice/twiml#request-parameters
public sealed interface Webhook {
  /// The call that it is about.
  CallSid callSid();

  /// A call that wants instructions.
  record IncomingCall(
      CallSid callSid,
      String accountSid,
      PhoneNumber caller,
      PhoneNumber called,
      @Nullable CallStatus status)
      implements Webhook {}

  /// The `action` of a `<Connect>`: the stream is over, or never began.
  ///
  /// @param streamSid null when the request does not name it: Twilio documents no parameter for it
  record StreamEnded(
      CallSid callSid, @Nullable StreamSid streamSid, PhoneNumber caller, PhoneNumber called)
      implements Webhook {}

  /// The `action` of a `<Record>`: the caller has left a message, which may not be ready yet.
  ///
  /// @param recordingSid null when the parameters do not contain it
  /// @param recordingUrl where Twilio says that the recording will be
  /// @param length null when Twilio did not say
  record MessageRecorded(
      CallSid callSid,
      @Nullable RecordingSid recordingSid,
      @Nullable String recordingUrl,
      @Nullable Duration length)
      implements Webhook {}

  /// A call's progress.
  ///
  /// @param status null for a word that Kolan does not know
  /// @param sequence the event's number within the call, or null
  /// @param length how long the call lasted, once it is over
  /// @param errorCode Twilio's code when the call failed
  record CallProgress(
      CallSid callSid,
      @Nullable CallStatus status,
      @Nullable Integer sequence,
      @Nullable Duration length,
      @Nullable Integer errorCode)
      implements Webhook {}

  /// A stream began, ended or failed.
  ///
  /// @param event `stream-started`, `stream-stopped`, `stream-error`, or a word added since
  /// @param error Twilio's explanation of a `stream-error`
  record StreamProgress(
      CallSid callSid, @Nullable StreamSid streamSid, String event, @Nullable String error)
      implements Webhook {}

  /// A recording changed its state.
  ///
  /// @param status `in-progress`, `completed`, `absent`, `failed`, or a word added since
  record RecordingProgress(
      CallSid callSid,
      RecordingSid recordingSid,
      @Nullable String recordingUrl,
      String status,
      @Nullable Duration length)
      implements Webhook {}

  /// Twilio could not fetch or execute instructions, and requests the fallback URL.
  record Fallback(
      CallSid callSid,
      String accountSid,
      PhoneNumber caller,
      PhoneNumber called,
      @Nullable Integer errorCode,
      @Nullable String errorUrl)
      implements Webhook {}
}
