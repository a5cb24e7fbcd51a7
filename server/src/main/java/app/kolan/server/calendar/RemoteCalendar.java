package app.kolan.server.calendar;

import app.kolan.server.ical.BusyTime;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A calendar on somebody else's server. Each question has a bound of time, and an interrupt ends
/// it. Nothing is ever written over what somebody has changed since it was read.
public interface RemoteCalendar {
  /// The time that is of interest.
  record Window(Instant from, Instant to) {}

  /// What it is, and what may be done with it.
  ///
  /// @param name what people call it; may be empty
  record Access(String name, boolean isWritable) {}

  /// An event as it is there.
  ///
  /// @param href by what that calendar knows it
  /// @param etag of this state of it
  /// @param time when it is; null when it repeats, or has whole days
  /// @param busy when its owner is busy within the window
  /// @param isReadable whether its times were understood
  record Item(
      String href,
      String etag,
      boolean isCancelled,
      @Nullable BusyTime time,
      List<BusyTime> busy,
      boolean isReadable) {
    /// They are written in one transaction.
    private static final int MOST = 20_000;

    public Item {
      busy = List.copyOf(busy);
    }

    /// @throws ProviderFailure when there are more of them than the calendar of a business has
    public static void requireFew(String service, int items, int busy) throws ProviderFailure {
      if (items > MOST || busy > MOST) {
        throw new ProviderFailure(service, FailureKind.UNREADABLE, "more events than can be read");
      }
    }
  }

  /// What has changed.
  sealed interface Changes {
    /// It has told.
    ///
    /// @param isFull whether these are all events of the window
    /// @param gone by their `href`; none when it is all
    /// @param token from where to ask the next time; null when it knows of no such thing
    record Told(boolean isFull, List<Item> items, Set<String> gone, @Nullable String token)
        implements Changes {
      public Told {
        items = List.copyOf(items);
        gone = Set.copyOf(gone);
      }
    }

    /// It no longer knows from where it is asked; all has to be read.
    record Expired() implements Changes {}
  }

  /// What came of writing.
  sealed interface Written {
    /// It is as it was to be.
    ///
    /// @param etag empty when it is gone, as it was to be
    record Done(String href, String etag) implements Written {}

    /// Somebody has changed it meanwhile, so nothing was written.
    ///
    /// @param now as it is; null when it is gone
    record Conflict(@Nullable Item now) implements Written {}
  }

  /// By what it knows an event that is created here; nobody is asked.
  ///
  /// @param uid by what all calendars know it
  String hrefOf(String uid);

  /// Asks whether it can be used.
  Access access() throws ProviderFailure, InterruptedException;

  /// Asks what has changed.
  ///
  /// @param token from where; null for all of it
  Changes changes(@Nullable String token, Window window)
      throws ProviderFailure, InterruptedException;

  /// Asks how an event is now; empty when it is gone.
  Optional<Item> read(String href, Window window) throws ProviderFailure, InterruptedException;

  /// Adds an event; one that is there already is a conflict.
  Written create(CalendarEvent event) throws ProviderFailure, InterruptedException;

  /// Moves an event that is as it was read, and changes nothing else of it.
  Written move(String href, String etag, CalendarEvent to)
      throws ProviderFailure, InterruptedException;

  /// Deletes an event that is as it was read, or gone.
  Written delete(String href, String etag) throws ProviderFailure, InterruptedException;
}
