package app.kolan.server.tool.booking;

import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.store.Stores;
import app.kolan.server.tool.Tool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The tools of a business at which something can be booked.
public final class BookingTools {
  private BookingTools() {}

  /// All of them; none when nothing can be booked.
  ///
  /// @param calendars elsewhere, in which people and rooms may be taken up
  public static List<Tool> of(
      Business business, Stores stores, CalendarCheck calendars, InstantSource clock) {
    BookingSettings settings = business.profile().booking();
    if (settings == null) {
      return List.of();
    }
    var desk =
        new BookingToolSupport(
            new Bookings(business.id(), settings, stores.crm().appointments()),
            calendars,
            new AppointmentWords(settings, business.locale().language()),
            stores.leads(),
            new OpenQuestions(),
            new HeldOffers(),
            clock);
    BookingMessages messages = settings.messages();
    boolean waits = messages != null && messages.waitingMinutes() > 0;
    var tools =
        new ArrayList<Tool>(
            List.of(
                new FindAppointments(desk, waits),
                new BookAppointment(desk),
                new MoveAppointment(desk),
                new CancelAppointment(desk)));
    if (waits) {
      tools.add(new JoinWaitingList(desk, stores.crm().waitingList()));
    }
    return List.copyOf(tools);
  }
}
