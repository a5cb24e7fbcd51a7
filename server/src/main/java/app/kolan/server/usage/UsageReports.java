package app.kolan.server.usage;

import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Adds up what was used, and what that costs. Each method blocks for the disk. Safe to share.
public final class UsageReports {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final UsageStore store;
  private final Supplier<PriceList> prices;

  /// @param prices asked when the first report is made
  public UsageReports(UsageStore store, Supplier<PriceList> prices) {
    this.store = store;
    this.prices = prices;
  }

  /// What a business has used in a month.
  ///
  /// @throws app.kolan.server.store.StoreException when the database fails
  public MonthlyReport month(long business, ZoneId zone, YearMonth month) {
    Instant from = MonthlyReport.begin(month, zone);
    Instant until = MonthlyReport.begin(month.plusMonths(1), zone);
    long calls = store.calls(business, from, until);
    long minutes = store.minutes(business, from, until);
    return new MonthlyReport(
        month, zone, calls, minutes, cost(calls, minutes, store.sums(business, from, until)));
  }

  /// What calls cost that have used this, the telephone line among it.
  ///
  /// @param minutes of these calls, each rounded up to a full minute
  public CostEstimate cost(long calls, long minutes, List<ProviderUsage> providers) {
    var used = new ArrayList<ProviderUsage>();
    if (calls > 0) {
      used.add(Telephony.inbound(minutes, calls));
    }
    used.addAll(providers);
    return prices.get().estimate(used);
  }

  /// What a call has used. While it talks only what is known of it: its providers' share comes when
  /// it is over.
  ///
  /// @throws app.kolan.server.store.StoreException when the database fails
  public CostEstimate call(LoggedCall call) {
    var used = new ArrayList<ProviderUsage>();
    used.add(Telephony.inbound(minutes(call), 1));
    used.addAll(store.findByCall(call.sid()));
    return prices.get().estimate(List.copyOf(used));
  }

  private static long minutes(LoggedCall call) {
    Duration length = length(call);
    return length == null ? 0 : length.plus(MINUTE).minusMillis(1).dividedBy(MINUTE);
  }

  private static @Nullable Duration length(LoggedCall call) {
    if (call.length() != null) {
      return call.length();
    }
    return call.endedAt() == null ? null : Duration.between(call.arrivedAt(), call.endedAt());
  }
}
