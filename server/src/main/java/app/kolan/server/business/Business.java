package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// A business that is called.
///
/// @param id what the ledger and `<Parameter name="business_id">` carries
/// @param human whom a caller is connected to who asks for one; null when there is nobody
/// @param profile how it works
/// @param greeting its own greeting; null for the one that comes with Kolan
/// @param locale where it is, and what is spoken there
public record Business(
    long id,
    String name,
    @Nullable PhoneNumber human,
    AnswerMode mode,
    BusinessProfile profile,
    @Nullable Greeting greeting,
    BusinessLocale locale) {
  /// The only business of a server with one tenant.
  public static final long FIRST = 1;

  /// The name of a business that was not given one.
  public static final String UNNAMED = "Kolan";

  /// Whose calls are of numbers that no business has.
  public static final long NOBODY = 0;

  /// A business in Israel without a profile and with the usual greeting.
  public Business(long id, String name, @Nullable PhoneNumber human, AnswerMode mode) {
    this(id, name, human, mode, BusinessProfile.NONE);
  }

  /// A business in Israel with the usual greeting.
  public Business(
      long id, String name, @Nullable PhoneNumber human, AnswerMode mode, BusinessProfile profile) {
    this(id, name, human, mode, profile, null, BusinessLocale.ISRAEL);
  }

  /// The same under another identifier.
  public Business withId(long other) {
    return new Business(other, name, human, mode, profile, greeting, locale);
  }

  /// The same, answering its calls another way.
  public Business withMode(AnswerMode other) {
    return new Business(id, name, human, other, profile, greeting, locale);
  }

  /// Whether people are asked before a caller is connected to them.
  public boolean handsOverWarmly() {
    return profile.handOver() == HandOverMode.WARM;
  }

  /// Whom callers may be connected to: those whom the profile names, and the human.
  public TransferTargets transfers() {
    return human == null ? profile.transfers() : TransferTargets.with(profile.transfers(), human);
  }
}
