package app.kolan.server.usage;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UsageStore;
import app.kolan.server.telemetry.LimitReached;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the businesses with a limit for a month have used in this one, which is that of the
/// business's zone: minutes of calls, and the estimated cost. Both are read from the store at the
/// start, after each call of the business, and once a minute, for the calls that others wrote down;
/// a store that fails leaves what was known.
///
/// Safe to share.
public final class MonthlyUsage implements MonthlyLimits, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MonthlyUsage.class);

  /// The share of a limit, in percent, from which on a warning is given.
  private static final int WARN_AT = 80;

  private final UsageStore store;
  private final UsageReports reports;
  private final BusinessDirectory directory;
  private final InstantSource clock;
  private final Runnable warned;
  private final Map<Long, Used> used = new ConcurrentHashMap<>();
  private final Map<Warning, YearMonth> warnings = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("monthly-usage").daemon().factory());

  /// What a month has used, as far as there is a limit for it.
  private record Used(YearMonth month, long minutes, BigDecimal dollars) {
    /// What is used of a month never becomes less, so of two answers the larger is the later.
    Used orLater(Used other) {
      int order = month.compareTo(other.month);
      return order != 0
          ? order > 0 ? this : other
          : new Used(month, Math.max(minutes, other.minutes), dollars.max(other.dollars));
    }
  }

  /// How much of a limit a month has used.
  ///
  /// @param about `minutes` or `cost`, in US dollars
  public record Share(String about, YearMonth month, BigDecimal used, BigDecimal limit) {
    /// In percent, rounded down.
    public int percent() {
      return limit.signum() == 0
          ? 100
          : used.movePointRight(2).divide(limit, 0, RoundingMode.DOWN).min(MOST).intValue();
    }

    private static final BigDecimal MOST = BigDecimal.valueOf(1000);
  }

  /// What is used of the limits of a business in this month, as far as it is known. Never blocks.
  public List<Share> shares(Business business) {
    BusinessLimits limits = business.profile().limits();
    Used known = used.get(business.id());
    if (known == null || !known.month().equals(month(business))) {
      return List.of();
    }
    var shares = new ArrayList<Share>();
    if (limits.hasMinutes()) {
      shares.add(
          new Share(
              "minutes",
              known.month(),
              BigDecimal.valueOf(known.minutes()),
              BigDecimal.valueOf(limits.minutesAMonth())));
    }
    BigDecimal most = limits.costAMonth();
    if (most != null) {
      shares.add(new Share("cost", known.month(), known.dollars(), most));
    }
    return shares;
  }

  /// What somebody was warned of, once a month.
  private record Warning(long business, String about) {}

  /// @param warned is called when a business comes near a limit, once a month and process
  MonthlyUsage(
      UsageStore store,
      Supplier<PriceList> prices,
      BusinessDirectory directory,
      InstantSource clock,
      Runnable warned) {
    this.store = store;
    this.reports = new UsageReports(store, prices);
    this.directory = directory;
    this.clock = clock;
    this.warned = warned;
  }

  /// Reads what is used, and goes on to.
  ///
  /// @param prices asked when the first business has a limit of its cost
  /// @param warned is called when a business comes near a limit, once a month and process
  public static MonthlyUsage start(
      UsageStore store,
      Supplier<PriceList> prices,
      BusinessDirectory directory,
      InstantSource clock,
      Runnable warned) {
    var usage = new MonthlyUsage(store, prices, directory, clock, warned);
    usage.readAll();
    var _ = usage.thread.scheduleWithFixedDelay(usage::readAll, 1, 1, TimeUnit.MINUTES);
    return usage;
  }

  @Override
  public @Nullable LimitReached reached(Business business) {
    BusinessLimits limits = business.profile().limits();
    Used known = used.get(business.id());
    if (known == null || !known.month().equals(month(business))) {
      return null;
    }
    if (limits.hasMinutes() && known.minutes() >= limits.minutesAMonth()) {
      return LimitReached.BUSINESS_MINUTES;
    }
    BigDecimal most = limits.costAMonth();
    return most != null && known.dollars().compareTo(most) >= 0 ? LimitReached.BUSINESS_COST : null;
  }

  @Override
  public void callEnded(Business business) {
    BusinessLimits limits = business.profile().limits();
    BigDecimal most = limits.costAMonth();
    if (!limits.hasMinutes() && most == null) {
      return;
    }
    YearMonth month = month(business);
    ZoneId zone = business.locale().zone();
    try {
      if (most == null) {
        Instant from = MonthlyReport.begin(month, zone);
        Instant until = MonthlyReport.begin(month.plusMonths(1), zone);
        know(business, new Used(month, store.minutes(business.id(), from, until), BigDecimal.ZERO));
      } else {
        MonthlyReport report = reports.month(business.id(), zone, month);
        know(business, new Used(month, report.minutes(), report.cost().dollars()));
        warnOfCost(business, month, report.cost(), most);
      }
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("why", e.getMessage())
          .log("the usage of a business could not be read, so the last known one counts");
    }
  }

  private void know(Business business, Used now) {
    used.merge(business.id(), now, Used::orLater);
    warnOfMinutes(business, now.month(), now.minutes());
  }

  /// Reads what all businesses with such a limit have used.
  void readAll() {
    try {
      directory.all().stream().map(BusinessSettings::business).forEach(this::callEnded);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the usage of businesses could not be counted");
    }
  }

  private void warnOfMinutes(Business business, YearMonth month, long minutes) {
    BusinessLimits limits = business.profile().limits();
    if (limits.hasMinutes()
        && minutes * 100 >= (long) limits.minutesAMonth() * WARN_AT
        && isFirst(business, "minutes", month)) {
      warned.run();
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("month", month)
          .addKeyValue("minutes", minutes)
          .addKeyValue("limit", limits.minutesAMonth())
          .log("a business comes near its minutes a month; above them callers leave a message");
    }
  }

  private void warnOfCost(Business business, YearMonth month, CostEstimate cost, BigDecimal most) {
    BigDecimal near = most.multiply(BigDecimal.valueOf(WARN_AT)).movePointLeft(2);
    if (cost.dollars().compareTo(near) >= 0 && isFirst(business, "cost", month)) {
      warned.run();
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("month", month)
          .addKeyValue("dollars", cost.dollars())
          .addKeyValue("limit", most)
          .log("a business comes near its cost a month; above it callers leave a message");
    }
    if (!cost.isComplete() && isFirst(business, "prices", month)) {
      LOG.atWarn()
          .addKeyValue("business", business.id())
          .addKeyValue("without", withoutPrice(cost))
          .log("the cost a month of a business leaves out what has no price; see docs/usage.md");
    }
  }

  private static String withoutPrice(CostEstimate cost) {
    return cost.items().stream()
        .filter(item -> item.dollars() == null)
        .map(CostEstimate.Item::usage)
        .map(usage -> "%s %s %s".formatted(usage.job().id(), usage.provider(), usage.model()))
        .collect(Collectors.joining(", "));
  }

  private boolean isFirst(Business business, String about, YearMonth month) {
    return !month.equals(warnings.put(new Warning(business.id(), about), month));
  }

  private YearMonth month(Business business) {
    return YearMonth.from(clock.instant().atZone(business.locale().zone()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
