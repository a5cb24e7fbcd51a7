package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.Business;
import java.util.Locale;

/// The text for somebody who comes to an appointment, in the language of the callers.
///
/// @param link his page of it; empty when there is nothing to do there
/// @param toDo what can be done there
public record CallerText(boolean isHebrew, String subject, String text, String link, String toDo)
    implements NoticeWords {
  static CallerText of(Alert alert, Business business) {
    AlertFacts facts = AlertFacts.of(alert);
    boolean hebrew = business.locale().language().toLowerCase(Locale.ROOT).startsWith("he");
    String who = business.name();
    if (alert.kind() == AlertKind.WAITING_LIST) {
      String minutes = facts.text("minutes");
      return new CallerText(
          hebrew,
          hebrew ? "התפנה תור " + at(who) : "A time has fallen free at " + who,
          facts.text("words")
              + (hebrew
                  ? ". הזמן שמור %s דקות".formatted(minutes)
                  : ". It is held for %s minutes".formatted(minutes)),
          facts.text("link"),
          hebrew ? "לקביעה או לוויתור" : "Take it or leave it");
    }
    String subject =
        alert.kind() == AlertKind.APPOINTMENT_REMINDER
            ? hebrew ? "תזכורת לתור " + at(who) : "Reminder of your appointment at " + who
            : switch (facts.text("appointmentAction")) {
              case "MOVED" ->
                  hebrew ? "התור %s הוזז".formatted(at(who)) : "Appointment moved: " + who;
              case "CANCELLED" ->
                  hebrew ? "התור %s בוטל".formatted(at(who)) : "Appointment cancelled: " + who;
              default -> hebrew ? "נקבע תור " + at(who) : "Appointment at " + who;
            };
    String link = facts.text("appointmentAction").equals("CANCELLED") ? "" : facts.text("link");
    return new CallerText(
        hebrew,
        subject,
        facts.text("words"),
        link,
        hebrew ? "לאישור, לביטול או להוספה ליומן" : "Confirm, cancel or add to a calendar");
  }

  /// Where it is: the letter that says so is written to a Hebrew name, and with a hyphen before
  /// another.
  private static String at(String name) {
    boolean hebrew =
        !name.isEmpty()
            && Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.HEBREW;
    return (hebrew ? "ב" : "ב-") + name;
  }

  @Override
  public String plain() {
    String all = subject + ": " + text + ".";
    return link.isEmpty() ? all : all + "\n" + toDo + ": " + link;
  }

  @Override
  public String html() {
    String button =
        link.isEmpty()
            ? ""
            : "<p><a href=\"%s\">%s</a></p>"
                .formatted(AlertText.escaped(link), AlertText.escaped(toDo));
    return """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body style="font-family:Arial,sans-serif">
        <h2>%s</h2>
        <p>%s</p>
        %s
        </body>
        </html>
        """
        .formatted(
            isHebrew ? "he" : "en",
            isHebrew ? "rtl" : "ltr",
            AlertText.escaped(subject),
            AlertText.escaped(subject),
            AlertText.escaped(text),
            button);
  }

  /// `1`, the headline, and `2`, what it is and the link.
  @Override
  public String variables(int mostLetters) {
    return AlertText.variables(subject, link.isEmpty() ? text : text + " | " + link, mostLetters);
  }

  /// Shows nothing of what is in it.
  @Override
  public String toString() {
    return "CallerText[***]";
  }
}
