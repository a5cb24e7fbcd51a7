package app.kolan.cli.demo;

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
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The dental clinic of the demo, which does not exist.
public final class DemoClinic {
  static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// On which nobody has an appointment.
  static final Set<DayOfWeek> CLOSED = Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);

  static final BookingSettings BOOKING =
      new BookingSettings(
          List.of(
              service("exam", "בדיקה", 30, "320 ₪", "mizrahi"),
              service("cleaning", "ניקוי אבנית", 45, "380 ₪", "rotem"),
              service("treatment", "טיפול", 60, null, "mizrahi")),
          List.of(person("mizrahi", "ד״ר מזרחי"), person("rotem", "רותם, שיננית")),
          15,
          60,
          60,
          ISRAEL);

  private static final int BUFFER_MINUTES = 10;

  private DemoClinic() {}

  /// It converses, and its console knows what can be booked.
  public static Business business() {
    return new Business(
        Business.FIRST,
        "מרפאת חיוך",
        null,
        AnswerMode.CONVERSE,
        BusinessProfile.builder().booking(BOOKING).build());
  }

  private static BookableService service(
      String id, String name, int minutes, @Nullable String price, String person) {
    return new BookableService(
        id, name, minutes, BUFFER_MINUTES, price, List.of(person), List.of());
  }

  private static BookableResource person(String id, String name) {
    return new BookableResource(id, name, Kind.PERSON, hours(), List.of());
  }

  private static OpeningHours hours() {
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (!CLOSED.contains(day)) {
        week.put(day, List.of(new Hours(LocalTime.of(8, 30), LocalTime.of(18, 0))));
      }
    }
    return new OpeningHours(ISRAEL, week, Map.of(), HolidayPolicy.USUAL);
  }
}
