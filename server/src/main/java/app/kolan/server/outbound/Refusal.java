package app.kolan.server.outbound;

import java.util.Locale;

/// Why a call is not placed.
public enum Refusal {
  /// The number is none that can be called.
  NUMBER,
  /// Calls to it cost more than to others: a premium-rate number.
  PREMIUM_RATE,
  /// Its country is not among those that the business calls.
  COUNTRY,
  /// The person wants no calls: he said so, or the business noted it.
  DO_NOT_CALL,
  /// He has not agreed to advertising.
  NO_CONSENT,
  /// He is in the registry of those who want no advertising.
  REGISTRY,
  /// No registry was read in during the last fifteen days.
  NO_REGISTRY,
  /// It is night, Shabbat or a holiday.
  QUIET,
  /// Nobody is set who is rung first.
  NOBODY_TO_RING,
  /// Who is rung first and who is called are the same.
  SAME_NUMBER,
  /// No number of the business is known that the call could come from.
  NO_NUMBER_OF_OURS,
  /// The business's account at Twilio has no token, or is refused there.
  NO_ACCOUNT,
  /// The server does not know under which URL Twilio reaches it.
  NO_PUBLIC_URL,
  /// As many calls were placed today as may be.
  DAY_IS_FULL,
  /// Today's calls, or this month's use, have cost what they may.
  COST_IS_REACHED;

  /// Its word in the API and in the audit log, such as `do-not-call`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
