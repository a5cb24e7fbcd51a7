package app.kolan.server.calendar;

import app.kolan.server.calendar.Calendars.Tried;
import app.kolan.server.calendar.RemoteCalendar.Access;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.CalendarLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries whether calendars can be used, as somebody waits for it. Safe to share.
record CalendarTrials(RemoteCalendars remotes, CalendarAccounts accounts) {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarTrials.class);

  /// Tries a calendar that somebody is bound to.
  Tried attempt(CalendarLink link) throws InterruptedException {
    String secret = accounts.secret(link).orElse(null);
    return secret == null
        ? new Tried("", CalendarProblem.NO_SECRET)
        : attempt(accounts.of(link, secret), link.business());
  }

  /// Tries a calendar.
  ///
  /// @param business whose it is to be
  Tried attempt(CalendarAccount account, long business) throws InterruptedException {
    try {
      Access access = remotes.open(account).access();
      return new Tried(access.name(), access.isWritable() ? null : CalendarProblem.READ_ONLY);
    } catch (IllegalArgumentException _) {
      return new Tried("", CalendarProblem.REFUSED);
    } catch (ProviderFailure e) {
      LOG.atInfo()
          .addKeyValue("business", business)
          .addKeyValue("problem", e.getMessage())
          .log("a calendar failed its trial");
      return new Tried("", CalendarProblem.of(e.kind()));
    }
  }
}
