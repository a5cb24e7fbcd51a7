package app.kolan.server.calendar;

import app.kolan.server.identity.SecretSealer;
import app.kolan.server.store.CalendarLink;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the accounts of calendars, whose passwords are encrypted in the ledger. Safe to share.
///
/// @param sealer encrypts passwords as those of users are
record CalendarAccounts(SecretSealer sealer, CalendarSettings businesses) {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarAccounts.class);

  /// The account of a calendar that nobody may be bound to yet.
  ///
  /// @param secret the password, or the key file of a service account
  CalendarAccount of(
      long business, CalendarLink.Kind kind, String address, String username, String secret) {
    return new CalendarAccount(
        kind,
        address,
        username,
        secret,
        businesses.isLocalAllowed(business),
        businesses.zone(business));
  }

  /// The account of a calendar that somebody is bound to.
  CalendarAccount of(CalendarLink link, String secret) {
    return of(link.business(), link.kind(), link.address(), link.username(), secret);
  }

  /// A password as the ledger keeps it, for this person or room alone.
  String seal(String password, long business, String resource) {
    return sealer.seal(password, purpose(business, resource));
  }

  /// The password; empty when it cannot be read, as when the server's key is another one.
  Optional<String> secret(CalendarLink link) {
    try {
      return Optional.of(sealer.open(link.secret(), purpose(link.business(), link.resource())));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("business", link.business())
          .addKeyValue("calendar", link.id())
          .addKeyValue("problem", e.getMessage())
          .log("the password of a calendar cannot be read");
      return Optional.empty();
    }
  }

  private static String purpose(long business, String resource) {
    return "calendar_links/%d/%s".formatted(business, resource);
  }
}
