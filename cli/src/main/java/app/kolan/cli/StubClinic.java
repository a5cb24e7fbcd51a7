package app.kolan.cli;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The clinic that the scripted agent and the stubs of providers answer for.
final class StubClinic {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final int STEP = 15;
  private static final int NOTICE = 60;
  private static final int DAYS_AHEAD = 60;

  private StubClinic() {}

  /// One with opening hours and a human, which takes messages.
  static Business takingMessages() {
    return of(BusinessProfile.builder().hours(hours()));
  }

  /// The same with appointments.
  static Business withAppointments() {
    String someone = "dana";
    var booking =
        new BookingSettings(
            List.of(
                new BookableService(
                    "treatment", "טיפול", 45, 5, "280 ₪", List.of(someone), List.of())),
            List.of(new BookableResource(someone, "דנה", Kind.PERSON, hours(), List.of())),
            STEP,
            NOTICE,
            DAYS_AHEAD,
            ISRAEL);
    return of(BusinessProfile.builder().hours(hours()).booking(booking));
  }

  private static Business of(BusinessProfile.Builder profile) {
    return new Business(
        Business.FIRST,
        "מרפאת קולן",
        new PhoneNumber("+972502345678"),
        AnswerMode.CONVERSE,
        profile.build());
  }

  private static OpeningHours hours() {
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
    }
    week.put(DayOfWeek.FRIDAY, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(13, 0))));
    week.remove(DayOfWeek.SATURDAY);
    return new OpeningHours(ISRAEL, week, Map.of(), HolidayPolicy.USUAL);
  }
}
