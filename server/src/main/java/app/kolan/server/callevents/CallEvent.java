package app.kolan.server.callevents;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Speaker;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that has happened in a call, or has come of one, and is stored.
///
/// @param call null for what is about no call
/// @param sequence counts from 1 in one run of the server
public record CallEvent(
    long sequence, Instant at, long business, @Nullable CallSid call, Payload payload) {
  /// What has happened.
  public sealed interface Payload {}

  /// It rings.
  public record Ringing(PhoneNumber caller, PhoneNumber called, long settingsVersion)
      implements Payload {}

  /// Its media stream has begun.
  public record Connected() implements Payload {}

  /// A turn is over. It prints without its words.
  ///
  /// @param about the prompt that was played, or the question that was answered
  /// @param words of our side, what the caller heard; null when they are not known, or not yet
  public record TurnOver(int position, Speaker speaker, String about, @Nullable String words)
      implements Payload {
    @Override
    public String toString() {
      return "TurnOver[position=%d, speaker=%s, about=%s]".formatted(position, speaker, about);
    }
  }

  /// A turn of the caller's was understood. It prints without its words.
  public record Understood(int position, String words) implements Payload {
    @Override
    public String toString() {
      return "Understood[position=%d]".formatted(position);
    }
  }

  /// A message that was left was understood. It prints without its words.
  public record MessageUnderstood(RecordingSid recording, String words) implements Payload {
    @Override
    public String toString() {
      return "MessageUnderstood[recording=%s]".formatted(recording);
    }
  }

  /// The call has a summary.
  ///
  /// @param madeBy as [app.kolan.server.store.CallSummary#madeBy]
  public record Summarised(String madeBy) implements Payload {}

  /// Whom to call back has become known, or more of it.
  public record LeadKnown(LeadState state) implements Payload {}

  /// Somebody changed what is done with the lead, or it has got its contact.
  public record LeadChanged(LeadWork.State state, @Nullable Long contact, long revision)
      implements Payload {}

  /// An appointment was booked or changed.
  ///
  /// @param appointment its identifier
  public record AppointmentChanged(
      long appointment, Appointment.Action action, Instant startsAt, long revision)
      implements Payload {}

  /// An alert was sent.
  ///
  /// @param alert its identifier
  /// @param kind the kind of alert, as settings have it
  /// @param channel how, as settings have it
  public record AlertSent(String alert, String kind, String channel) implements Payload {}

  /// An attempt to send an alert has failed.
  ///
  /// @param attempts how many there were
  /// @param problem why, without address and contents
  /// @param isGivenUp whether there is no other attempt
  public record AlertFailed(
      String alert, String kind, String channel, int attempts, String problem, boolean isGivenUp)
      implements Payload {}

  /// A carrier told what became of a message.
  ///
  /// @param status its word, such as `delivered`
  /// @param problem why it did not arrive; null for nothing to say
  public record AlertStatus(
      String alert, String kind, String channel, String status, @Nullable String problem)
      implements Payload {}

  /// The receptionist's part is over.
  public record Settled(CallOutcome outcome) implements Payload {}

  /// The call is over, as Twilio says.
  public record Ended(CallStatus status) implements Payload {}
}
