package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who waits for an appointment. It prints without whom.
///
/// @param service by the key of the settings
/// @param title what it was called then
/// @param person whom he wants, by the key of the settings; null for anybody
/// @param first the first day that he can come
/// @param last the last one
/// @param from he wants to begin at this time of day or later, on the business's clock
/// @param until and at this one or before
/// @param name null when it is not known
/// @param call in which he was put on the list; null when it was none
/// @param queuedAt since when he is next; who did not answer goes to the end
/// @param offers how often he was asked
/// @param offer what is held for him, or what he was asked for last; null for nothing
public record WaitingEntry(
    long id,
    long businessId,
    String service,
    String title,
    @Nullable String person,
    LocalDate first,
    LocalDate last,
    LocalTime from,
    LocalTime until,
    @Nullable String name,
    PhoneNumber number,
    @Nullable CallSid call,
    Instant madeAt,
    String madeBy,
    State state,
    Instant queuedAt,
    int offers,
    @Nullable Offer offer) {
  /// What has become of it.
  public enum State {
    WAITING,
    /// A time is held for him, and he was asked.
    OFFERED,
    /// He has taken one.
    BOOKED,
    /// He does not wait any more, or his days are over.
    LEFT
  }

  /// A time that he can have.
  ///
  /// @param link the part of the address that nobody can guess
  /// @param until how long it is held
  public record Offer(String link, AppointmentTime time, Instant until) {
    @Override
    public String toString() {
      return "Offer[time=%s, until=%s]".formatted(time, until);
    }
  }

  /// Somebody to be put on the list.
  public record Draft(
      long business,
      String service,
      String title,
      @Nullable String person,
      LocalDate first,
      LocalDate last,
      LocalTime from,
      LocalTime until,
      @Nullable String name,
      PhoneNumber number,
      @Nullable CallSid call,
      String madeBy) {
    @Override
    public String toString() {
      return "Draft[business=%d, service=%s]".formatted(business, service);
    }
  }

  /// For whom a time is held, in the place of a call. It is that of no call.
  public CallSid holder() {
    return new CallSid(
        "CA"
            + UUID.nameUUIDFromBytes(
                    "waiting:%d:%d:%d"
                        .formatted(businessId, id, madeAt.toEpochMilli())
                        .getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", ""));
  }

  @Override
  public String toString() {
    return "WaitingEntry[id=%d, service=%s, state=%s]".formatted(id, service, state);
  }
}
