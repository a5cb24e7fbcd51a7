package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which appointments are looked for, by when they begin.
///
/// @param from those that begin then or later
/// @param before those that begin earlier than this; null for all later ones
/// @param state null for all
/// @param number whose they are; null for everybody's
/// @param call in which they were booked or last changed; null for any and none
/// @param afterStart where the page before has ended: what begins then has an identifier above
///   [#afterId]
public record AppointmentQuery(
    long business,
    Instant from,
    @Nullable Instant before,
    Appointment.@Nullable State state,
    @Nullable PhoneNumber number,
    @Nullable CallSid call,
    Instant afterStart,
    long afterId,
    int limit) {
  /// Those of a business that are booked and begin from a moment on.
  public static AppointmentQuery booked(long business, Instant from, int limit) {
    return new AppointmentQuery(
        business,
        from,
        null,
        Appointment.State.BOOKED,
        null,
        null,
        Instant.EPOCH,
        Long.MIN_VALUE,
        limit);
  }

  /// Those of all states that begin in a period.
  public static AppointmentQuery between(long business, Instant from, Instant before, int limit) {
    return new AppointmentQuery(
        business, from, before, null, null, null, Instant.EPOCH, Long.MIN_VALUE, limit);
  }

  /// Of these, the ones of a number.
  public AppointmentQuery of(PhoneNumber whose) {
    return new AppointmentQuery(
        business, from, before, state, whose, call, afterStart, afterId, limit);
  }

  /// Those of all states that were booked or last changed in a call.
  public static AppointmentQuery touchedIn(long business, CallSid call, int limit) {
    return new AppointmentQuery(
        business, Instant.EPOCH, null, null, null, call, Instant.EPOCH, Long.MIN_VALUE, limit);
  }

  /// Of these, the ones that were booked or last changed in a call.
  public AppointmentQuery in(CallSid itsCall) {
    return new AppointmentQuery(
        business, from, before, state, number, itsCall, afterStart, afterId, limit);
  }

  @Override
  public String toString() {
    return "AppointmentQuery[business=%d, from=%s, before=%s, state=%s]"
        .formatted(business, from, before, state);
  }
}
