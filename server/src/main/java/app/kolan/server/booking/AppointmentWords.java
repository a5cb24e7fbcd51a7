package app.kolan.server.booking;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.store.AppointmentTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Says appointments in words that a voice reads well, in Hebrew or in English: the weekday, the
/// day and month, and the time with both digits of its hour, from which the spoken form of numbers
/// is made.
public final class AppointmentWords {
  private static final Locale HEBREW = Locale.of("he");
  private static final DateTimeFormatter HEBREW_DAY =
      DateTimeFormatter.ofPattern("EEEE, d בMMMM", HEBREW);
  private static final DateTimeFormatter ENGLISH_DAY =
      DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final BookingSettings settings;
  private final boolean isHebrew;

  /// @param language of the callers, such as `he-IL`; all but Hebrew get English
  public AppointmentWords(BookingSettings settings, String language) {
    this.settings = settings;
    isHebrew = language.toLowerCase(Locale.ROOT).startsWith("he");
  }

  /// When it is, and with whom.
  public String slot(AppointmentTime time, Instant now) {
    String when = when(time.startsAt(), now);
    return person(time).map(name -> when + (isHebrew ? ", אצל " : ", with ") + name).orElse(when);
  }

  /// What it is, when and with whom, on whatever day this is read.
  public String appointment(String title, AppointmentTime time) {
    return appointment(title, time, Instant.MIN);
  }

  /// What it is, when and with whom.
  public String appointment(String title, AppointmentTime time, Instant now) {
    return title + ", " + slot(time, now);
  }

  /// What the caller is asked before it counts.
  ///
  /// @param name for whom; empty when it is not known
  public String readBack(String title, AppointmentTime time, String name, Instant now) {
    String what = appointment(title, time, now);
    if (isHebrew) {
      return what + (name.isEmpty() ? "" : ", על שם " + name) + ". נכון?";
    }
    return what + (name.isEmpty() ? "" : ", for " + name) + ". Is that right?";
  }

  /// What a caller wanted who could not be told what is free.
  public String wanted(String title) {
    return (isHebrew ? "רוצה לקבוע תור: " : "wants an appointment: ") + title;
  }

  /// The question before an appointment is cancelled.
  public String askToCancel(String title, AppointmentTime time, Instant now) {
    String what = appointment(title, time, now);
    return isHebrew ? "לבטל את התור: " + what + "?" : "Cancel the appointment: " + what + "?";
  }

  private String when(Instant at, Instant now) {
    ZonedDateTime start = at.atZone(settings.zone());
    LocalDate today =
        now.equals(Instant.MIN) ? LocalDate.MIN : LocalDate.ofInstant(now, settings.zone());
    LocalDate date = start.toLocalDate();
    String day = start.format(isHebrew ? HEBREW_DAY : ENGLISH_DAY);
    String near =
        date.equals(today)
            ? (isHebrew ? "היום, " : "today, ")
            : date.equals(today.plusDays(1)) ? (isHebrew ? "מחר, " : "tomorrow, ") : "";
    return near + day + (isHebrew ? ", בשעה " : ", at ") + start.format(CLOCK);
  }

  private Optional<String> person(AppointmentTime time) {
    String id = time.person();
    return id == null
        ? Optional.empty()
        : Optional.of(settings.resource(id).map(BookableResource::name).orElse(id));
  }
}
