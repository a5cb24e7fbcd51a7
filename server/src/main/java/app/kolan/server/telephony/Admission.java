package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.rejection.RateLimiter;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Who may talk: no more calls at once, and no more new ones within a second, than the limits of
/// the server and of the business say. Nobody waits in here. Safe to share.
///
/// A call takes a place when its webhook is about to be answered with a stream, and has it until
/// its talk is over, as [ActiveCalls] knows. After a crash all places are free, as all streams are
/// gone.
public final class Admission {
  private final int mostCalls;
  private final RateLimiter newCalls;
  private final ActiveCalls calls;
  private final BusinessPlaces places;
  private final MonthlyLimits months;
  private final LongSupplier nanos;
  private final Consumer<LimitReached> watch;
  private final SharedPlaces shared;
  private final RejectedCallLog turnedAway = new RejectedCallLog();

  /// The places of businesses as all nodes count them.
  public interface SharedPlaces {
    /// There is one node, which counts them itself.
    SharedPlaces NONE = (_, _, _) -> true;

    /// Takes a place. Blocks for the database; never throws.
    ///
    /// @param most that the business may have
    /// @return false when there is none
    boolean take(CallSid call, long business, int most);
  }

  /// For the one node of its database.
  public Admission(
      CallLimits limits,
      ActiveCalls calls,
      MonthlyLimits months,
      LongSupplier nanos,
      Consumer<LimitReached> watch) {
    this(limits, calls, months, nanos, watch, SharedPlaces.NONE);
  }

  /// @param calls who has a place
  /// @param months what is left of the month of a business
  /// @param nanos a monotonic clock
  /// @param watch is notified of each caller who is led to voicemail
  /// @param shared counts a business's places for all nodes
  public Admission(
      CallLimits limits,
      ActiveCalls calls,
      MonthlyLimits months,
      LongSupplier nanos,
      Consumer<LimitReached> watch,
      SharedPlaces shared) {
    this.mostCalls = limits.calls();
    this.newCalls = new RateLimiter(limits.newCalls(), Duration.ofSeconds(1), nanos);
    this.calls = calls;
    this.places = new BusinessPlaces(calls);
    this.months = months;
    this.nanos = nanos;
    this.watch = watch;
    this.shared = shared;
  }

  /// Lets everybody talk.
  public static Admission ofAll(ActiveCalls calls) {
    return new Admission(CallLimits.NONE, calls, MonthlyLimits.NONE, System::nanoTime, _ -> {});
  }

  /// The limit that keeps a call of the business from talking; empty when it may, and it has a
  /// place from then on. Asking again changes nothing.
  Optional<LimitReached> refusal(CallSid call, Business business) {
    long now = nanos.getAsLong();
    LimitReached reached = limitFor(call, business);
    int most = business.profile().limits().callsAtOnce();
    if (reached == null
        && most != BusinessLimits.UNLIMITED
        && !shared.take(call, business.id(), most)) {
      calls.over(call);
      reached = LimitReached.BUSINESS_CALLS;
    }
    if (reached != null) {
      watch.accept(reached);
      turnedAway.add(reached);
    }
    turnedAway.tell(now);
    return Optional.ofNullable(reached);
  }

  private synchronized @Nullable LimitReached limitFor(CallSid call, Business business) {
    if (calls.hasPlace(call)) {
      return null;
    }
    BusinessLimits own = business.profile().limits();
    if (places.isFull(business.id(), own.callsAtOnce())) {
      return LimitReached.BUSINESS_CALLS;
    }
    LimitReached ofMonth = months.reached(business);
    if (ofMonth != null) {
      return ofMonth;
    }
    if (calls.places() >= mostCalls) {
      return LimitReached.CALLS;
    }
    if (!newCalls.tryAcquire()) {
      return LimitReached.NEW_CALLS;
    }
    calls.awaitStream(call);
    places.add(business.id(), call);
    return null;
  }

  /// A call of the business has ended, as the ledger knows. May block for the disk; never throws.
  void callEnded(Business business) {
    months.callEnded(business);
  }
}
