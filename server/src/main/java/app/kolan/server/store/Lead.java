package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Someone to call back: what a caller left, one per call.
///
/// @param callback the number to call back on: the one called from, or the one that was keyed
/// @param reasonTurn the position of the turn that says what it is about
/// @param nameTurn the position of the turn that says who called
/// @param recording the message that was left
/// @param subject what it is about, in words
/// @param name who called, in words
public record Lead(
    CallSid call,
    long businessId,
    PhoneNumber caller,
    @Nullable PhoneNumber callback,
    @Nullable Integer reasonTurn,
    @Nullable Integer nameTurn,
    @Nullable RecordingSid recording,
    LeadState state,
    Instant createdAt,
    @Nullable String subject,
    @Nullable String name) {

  /// A lead without words.
  public Lead(
      CallSid call,
      long businessId,
      PhoneNumber caller,
      @Nullable PhoneNumber callback,
      @Nullable Integer reasonTurn,
      @Nullable Integer nameTurn,
      @Nullable RecordingSid recording,
      LeadState state,
      Instant createdAt) {
    this(
        call,
        businessId,
        caller,
        callback,
        reasonTurn,
        nameTurn,
        recording,
        state,
        createdAt,
        null,
        null);
  }

  /// Without the words.
  @Override
  public String toString() {
    return "Lead[call=%s, caller=%s, callback=%s, reasonTurn=%s, nameTurn=%s, recording=%s, state=%s, createdAt=%s, subject=%s, name=%s]"
        .formatted(
            call,
            caller,
            callback,
            reasonTurn,
            nameTurn,
            recording,
            state,
            createdAt,
            subject == null ? null : "***",
            name == null ? null : "***");
  }
}
