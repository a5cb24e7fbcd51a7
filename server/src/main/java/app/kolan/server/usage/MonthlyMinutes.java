package app.kolan.server.usage;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UsageStore;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The minutes that the businesses with such a limit have used in this month, which is that of the
/// business's zone. They are read from the store at the start, after each call of the business, and
/// once a minute, for the calls that others wrote down; a store that fails leaves what was known.
///
/// Safe to share.
public final class MonthlyMinutes implements MonthlyLimits, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MonthlyMinutes.class);

  /// The share of a limit, in percent, from which on a warning is given.
  private static final int WARN_AT = 80;

  private final UsageStore store;
  private final BusinessDirectory directory;
  private final InstantSource clock;
  private final Runnable warned;
  private final Map<Long, Used> used = new ConcurrentHashMap<>();
  private final Map<Long, YearMonth> warnings = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("monthly-minutes").daemon().factory());

  private record Used(YearMonth month, long minutes) {
    /// The minutes of a month never become fewer, so of two answers the larger is the later.
    Used orLater(Used other) {
      int order = month.compareTo(other.month);
      return order > 0 || order == 0 && minutes >= other.minutes ? this : other;
    }
  }

  /// @param warned is called when a business comes near its limit, once a month and process
  MonthlyMinutes(
      UsageStore store, BusinessDirectory directory, InstantSource clock, Runnable warned) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
    this.warned = warned;
  }

  /// Reads what is used, and goes on to.
  ///
  /// @param warned is called when a business comes near its limit, once a month and process
  public static MonthlyMinutes start(
      UsageStore store, BusinessDirectory directory, InstantSource clock, Runnable warned) {
    var minutes = new MonthlyMinutes(store, directory, clock, warned);
    minutes.readAll();
    var _ = minutes.thread.scheduleWithFixedDelay(minutes::readAll, 1, 1, TimeUnit.MINUTES);
    return minutes;
  }

  @Override
  public boolean isReached(Business business) {
    int limit = business.profile().limits().minutesAMonth();
    Used known = used.get(business.id());
    return business.profile().limits().hasMinutes()
        && known != null
        && known.month().equals(month(business))
        && known.minutes() >= limit;
  }

  @Override
  public void callEnded(Business business) {
    if (!business.profile().limits().hasMinutes()) {
      return;
    }
    YearMonth month = month(business);
    ZoneId zone = business.locale().zone();
    try {
      long minutes =
          store.minutes(
              business.id(),
              month.atDay(1).atStartOfDay(zone).toInstant(),
              month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
      used.merge(business.id(), new Used(month, minutes), Used::orLater);
      warn(business, month, minutes);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("why", e.getMessage())
          .log("the minutes of a business could not be read, so those known before count");
    }
  }

  /// Reads the minutes of all businesses with such a limit.
  void readAll() {
    try {
      directory.all().stream().map(BusinessSettings::business).forEach(this::callEnded);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the minutes of businesses could not be counted");
    }
  }

  private void warn(Business business, YearMonth month, long minutes) {
    int limit = business.profile().limits().minutesAMonth();
    if (minutes * 100 >= (long) limit * WARN_AT
        && !month.equals(warnings.put(business.id(), month))) {
      warned.run();
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("month", month)
          .addKeyValue("minutes", minutes)
          .addKeyValue("limit", limit)
          .log("a business comes near its minutes a month; above them callers leave a message");
    }
  }

  private YearMonth month(Business business) {
    return YearMonth.from(clock.instant().atZone(business.locale().zone()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
