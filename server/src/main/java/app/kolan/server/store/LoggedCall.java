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
/// @param stream the media stream that spent the ticket
/// @param handOverTo whom the caller was given to
/// @param endedAt when the call was over, as far as is known
/// @param length how long the call lasted, as Twilio says
/// @param errorCode Twilio's code when the call failed
/// @param streamAt when its ticket was spent: from there the times of turns count
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
    @Nullable StreamSid stream,
    @Nullable PhoneNumber handOverTo,
    Instant arrivedAt,
    @Nullable Instant endedAt,
    @Nullable Duration length,
    @Nullable Integer errorCode,
    @Nullable Instant streamAt) {

  /// A call of which it is not known when its stream began.
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
      boolean ticketSpent,
      @Nullable StreamSid stream,
      @Nullable PhoneNumber handOverTo,
      Instant arrivedAt,
      @Nullable Instant endedAt,
      @Nullable Duration length,
      @Nullable Integer errorCode) {
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
        ticketSpent,
        stream,
        handOverTo,
        arrivedAt,
        endedAt,
        length,
        errorCode,
        null);
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
