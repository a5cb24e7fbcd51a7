package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A call as it is stored. It prints without its ticket.
///
/// @param settingsVersion the version of its business's settings by which it is answered
/// @param status how far the call has come; it never goes back
/// @param ticket what opens the call's media stream, once
/// @param ticketAt when that was made: later than the arrival when the talk goes on at another node
/// @param stream the media stream that spent the ticket
/// @param streamAt when it did
/// @param node the server that let the stream in, where several share the database
/// @param resumes how often the talk went on at another node
/// @param handOverTo whom the caller was given to
/// @param endedAt when the call was over, as far as is known
/// @param length how long the call lasted, as Twilio says
/// @param errorCode Twilio's code when the call failed
/// @param reopenedAt when it was last given back to its agent; null for never
/// @param unplayed whether it has sound that nobody of the business has played
public record LoggedCall(
    CallSid sid,
    String accountSid,
    long businessId,
    long settingsVersion,
    PhoneNumber caller,
    PhoneNumber called,
    CallStatus status,
    CallOutcome outcome,
    String ticket,
    boolean ticketSpent,
    Instant ticketAt,
    @Nullable StreamSid stream,
    @Nullable Instant streamAt,
    @Nullable String node,
    int resumes,
    @Nullable PhoneNumber handOverTo,
    Instant arrivedAt,
    @Nullable Instant endedAt,
    @Nullable Duration length,
    @Nullable Integer errorCode,
    @Nullable Instant reopenedAt,
    boolean unplayed) {

  /// A call without a stream.
  public LoggedCall(
      CallSid sid,
      String accountSid,
      long businessId,
      long settingsVersion,
      PhoneNumber caller,
      PhoneNumber called,
      CallStatus status,
      CallOutcome outcome,
      String ticket,
      Instant arrivedAt) {
    this(
        sid,
        accountSid,
        businessId,
        settingsVersion,
        caller,
        called,
        status,
        outcome,
        ticket,
        false,
        arrivedAt,
        null,
        null,
        null,
        0,
        null,
        arrivedAt,
        null,
        null,
        null,
        null,
        false);
  }

  @Override
  public String toString() {
    return "LoggedCall[sid=%s, business=%d, caller=%s, called=%s, status=%s, outcome=%s, ticket=***%s, arrived=%s]"
        .formatted(
            sid,
            businessId,
            caller,
            called,
            status,
            outcome,
            ticketSpent ? " spent" : "",
            arrivedAt);
  }
}
