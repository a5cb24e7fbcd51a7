package app.kolan.server.usage;

import app.kolan.server.business.Business;

/// What is left of the month of a business. It answers from memory. Safe to share.
public interface MonthlyLimits {
  /// Nobody has a limit.
  MonthlyLimits NONE =
      new MonthlyLimits() {
        @Override
        public boolean isReached(Business business) {
          return false;
        }

        @Override
        public void callEnded(Business business) {}
      };

  /// Whether nothing is left of this month; false while that is unknown. Never blocks.
  boolean isReached(Business business);

  /// A call of the business has ended, as the ledger knows. May block for the disk; never throws.
  void callEnded(Business business);
}
