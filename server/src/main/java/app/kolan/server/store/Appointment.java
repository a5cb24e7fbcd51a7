package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that somebody comes for at a time. It prints without whom it is for.
///
/// @param service by the key of the settings
/// @param title what the service was called when it was booked
/// @param name for whom; null when it is not known
/// @param number whose it is: who calls from it may move it; null when it is not known
/// @param note what the business should know of it; null for nothing
/// @param call in which it was booked; null when it was none, or the call is no longer kept
/// @param changedCall in which it was last moved or cancelled; null when it was none
/// @param revision counts its changes
/// @param link the part of its address that nobody can guess; null when it has none
/// @param confirmedAt when the one for whom it is said that he comes; null when he did not
public record Appointment(
    long id,
    long businessId,
    String service,
    String title,
    AppointmentTime time,
    State state,
    @Nullable String name,
    @Nullable PhoneNumber number,
    @Nullable String note,
    @Nullable CallSid call,
    Instant madeAt,
    String madeBy,
    Instant changedAt,
    String changedBy,
    @Nullable CallSid changedCall,
    long revision,
    @Nullable String link,
    @Nullable Instant confirmedAt) {
  /// Whose appointments are changed by the one for whom they are, at their address.
  public static final String BY_LINK = "link";

  /// Whose appointments are changed by the one for whom they are, by a key in a call to him.
  public static final String BY_CALL = "call";

  /// Whose appointments are booked and changed by an agent on the telephone.
  public static final String BY_AGENT = "agent";

  /// Whose appointments are changed by people in a calendar elsewhere.
  public static final String BY_CALENDAR = "calendar";

  /// What has become of it.
  public enum State {
    BOOKED,
    CANCELLED,
    /// Somebody came.
    ARRIVED,
    /// Nobody came.
    NO_SHOW
  }

  /// What can happen to it.
  public enum Action {
    BOOKED,
    MOVED,
    /// The one for whom it is said that he comes.
    CONFIRMED,
    CANCELLED,
    ARRIVED,
    NO_SHOW
  }

  /// How many there are.
  ///
  /// @param all that begin in the period
  /// @param byAgent of these, how many were booked on the telephone
  public record Tally(long all, long byAgent, long cancelled, long arrived, long noShow) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    public Tally plus(Tally other) {
      return new Tally(
          all + other.all,
          byAgent + other.byAgent,
          cancelled + other.cancelled,
          arrived + other.arrived,
          noShow + other.noShow);
    }

    /// Those that were not cancelled.
    public long kept() {
      return all - cancelled;
    }
  }

  /// An appointment to book.
  ///
  /// @param madeBy who books it, such as `user:7`
  public record Draft(
      long business,
      String service,
      String title,
      AppointmentTime time,
      @Nullable String name,
      @Nullable PhoneNumber number,
      @Nullable String note,
      @Nullable CallSid call,
      String madeBy) {
    @Override
    public String toString() {
      return "Draft[business=%d, service=%s, time=%s]".formatted(business, service, time);
    }
  }

  @Override
  public String toString() {
    return "Appointment[id=%d, service=%s, time=%s, state=%s]".formatted(id, service, time, state);
  }
}
