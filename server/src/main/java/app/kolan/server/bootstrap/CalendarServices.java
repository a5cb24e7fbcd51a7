package app.kolan.server.bootstrap;

import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.calendar.Calendars;
import app.kolan.server.notify.Alerts;
import app.kolan.server.store.CalendarLinkStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The calendars elsewhere, which are opened when somebody is bound to one.
final class CalendarServices implements CalendarCheck, AutoCloseable {
  private final Config config;
  private final Infrastructure foundations;
  private final InstantSource clock;
  private @Nullable Alerts alerts;
  private @Nullable Calendars calendars;
  private boolean isClosed;

  CalendarServices(Config config, Infrastructure foundations, InstantSource clock) {
    this.config = config;
    this.foundations = foundations;
    this.clock = clock;
  }

  /// Has the business be told of its calendars, and looks whether there are any whenever alerts
  /// look for news: after changes of appointments, and from time to time.
  void tellBy(Alerts told) {
    synchronized (this) {
      alerts = told;
    }
    told.add(
        (_, _) -> {
          if (links().isUsed()) {
            opened().appointmentsChanged();
          }
        });
  }

  private CalendarLinkStore links() {
    return foundations.stores().crm().calendarLinks();
  }

  @Override
  public Set<String> silent(long business, Collection<String> resources)
      throws InterruptedException {
    if (links().list(business).isEmpty()) {
      return Set.of();
    }
    synchronized (this) {
      if (isClosed) {
        return Set.copyOf(resources);
      }
    }
    return opened().silent(business, resources);
  }

  /// Opens them, if they are not by then.
  ///
  /// @throws IllegalStateException when the server stops
  synchronized Calendars opened() {
    if (isClosed) {
      throw new IllegalStateException("the server stops");
    }
    if (calendars == null) {
      calendars =
          Calendars.start(
              new Calendars.Parts(
                  foundations.stores().crm(),
                  foundations.directory(),
                  new CipherSealer(DirectoryServices.cipher(config)),
                  Objects.requireNonNull(alerts),
                  clock));
    }
    return calendars;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (calendars != null) {
      calendars.close();
    }
  }
}
