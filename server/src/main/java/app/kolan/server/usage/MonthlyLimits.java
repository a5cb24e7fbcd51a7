package app.kolan.server.usage;

import app.kolan.server.business.Business;
import app.kolan.server.telemetry.LimitReached;
import org.jspecify.annotations.Nullable;

/// What is left of the month of a business. It answers from memory. Safe to share.
public interface MonthlyLimits {
  /// Nobody has a limit.
  MonthlyLimits NONE =
      new MonthlyLimits() {
        @Override
        public @Nullable LimitReached reached(Business business) {
          return null;
        }

        @Override
        public void callEnded(Business business) {}
      };

  /// The limit of which nothing is left this month; null when there is none, and while that is
  /// unknown. Never blocks.
  @Nullable LimitReached reached(Business business);

  /// A call of the business has ended, as the ledger knows. May block for the disk; never throws.
  void callEnded(Business business);
}
