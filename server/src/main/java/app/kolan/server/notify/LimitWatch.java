package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.usage.MonthlyUsage.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Tells that 80 percent of what a business has for a month is used, and that all of it is; each
/// once a month.
public final class LimitWatch implements AlertWatch {
  private static final int NEAR = 80;
  private static final int ALL = 100;

  private final BusinessDirectory directory;
  private final Function<Business, List<Share>> shares;

  /// What was told, so that the store is asked once.
  private final Set<String> told = new HashSet<>();

  /// @param shares what a business has used; must not block for long
  public LimitWatch(BusinessDirectory directory, Function<Business, List<Share>> shares) {
    this.directory = directory;
    this.shares = shares;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    for (BusinessSettings settings : directory.all()) {
      Business business = settings.business();
      if (!business.profile().alerts().isEmpty()) {
        shares.apply(business).forEach(share -> look(business.id(), share, alerts));
      }
    }
  }

  /// Who is at the end of a limit is not told that he is near it.
  private void look(long business, Share share, Alerts alerts) {
    int percent = share.percent();
    if (percent >= NEAR) {
      int step = percent >= ALL ? ALL : NEAR;
      String cause = "limit:%s:%s:%d".formatted(share.about(), share.month(), step);
      if (!told.contains(business + ":" + cause)) {
        int _ =
            alerts.raise(
                business,
                AlertKind.LIMIT_NEAR,
                cause,
                null,
                facts ->
                    facts
                        .put("about", share.about())
                        .put("month", share.month().toString())
                        .put("percent", percent)
                        .put("used", words(share.used()))
                        .put("limit", words(share.limit())));
        told.add(business + ":" + cause);
      }
    }
  }

  private static String words(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
