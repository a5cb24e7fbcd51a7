package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The businesses that a server answers for, and their settings.
///
/// It answers from memory, since it is asked on event loops, too. Safe to share.
public interface BusinessDirectory {
  /// The settings, as they are now, of the business that a number belongs to; empty when the number
  /// is nobody's. A call is resolved once, when it comes in, and keeps the version that it got.
  Optional<BusinessSettings> byNumber(PhoneNumber called);

  /// The settings of a business in a version; those of now when that version is no longer known,
  /// and empty when the business is not.
  Optional<BusinessSettings> find(long business, long version);

  /// The settings of a business as they are now; empty when it is not known.
  default Optional<BusinessSettings> current(long business) {
    return all().stream().filter(known -> known.business().id() == business).findFirst();
  }

  /// The settings of all businesses, as they are now.
  List<BusinessSettings> all();

  /// The Twilio account of this SID with its tokens of now; empty when it is no account of this
  /// server.
  default Optional<AccountTokens> account(String sid) {
    return accounts().stream().filter(account -> account.accountSid().equals(sid)).findFirst();
  }

  /// All accounts, each once, those without a business among them.
  default List<AccountTokens> accounts() {
    return all().stream().map(BusinessSettings::account).distinct().toList();
  }

  /// A directory of one business, which answers for every number.
  static BusinessDirectory ofOne(BusinessSettings settings) {
    return new OneBusinessDirectory(settings);
  }
}
