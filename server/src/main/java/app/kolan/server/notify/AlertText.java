package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An alert in Hebrew words, for a mail or a message. In HTML numbers and times stand in `bdi`, so
/// that they are read from left to right; plain text has no invisible marks.
public record AlertText(String subject, List<Line> lines) implements NoticeWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d.M.yyyy HH:mm", Locale.ROOT);

  /// What the line with the link is called.
  public static final String LINK = "לצפייה";

  /// A label and what is said of it.
  ///
  /// @param isLeftToRight whether it is a number, a time or an address
  public record Line(String label, String value, boolean isLeftToRight) {}

  public AlertText {
    lines = List.copyOf(lines);
  }

  /// The words of an alert.
  ///
  /// @param zone of the time that is shown
  public static AlertText of(Alert alert, ZoneId zone) {
    AlertFacts facts = AlertFacts.of(alert);
    String name = facts.text("name");
    String who = name.isEmpty() ? facts.text("caller") : name;
    String title = CampaignText.isAbout(facts) ? CampaignText.TITLE : title(alert.kind(), facts);
    var lines = new ArrayList<Line>();
    if (CampaignText.isAbout(facts)) {
      CampaignText.lines(facts).forEach(lines::add);
    } else {
      NoticeText.lines(alert.kind(), facts, zone).forEach(lines::add);
    }
    add(lines, "שם", name, false);
    add(lines, "טלפון", number(facts), true);
    add(lines, "תור", facts.text("appointment"), false);
    add(lines, "מועד התור", time(facts.text("appointmentAt"), zone), true);
    add(lines, "ביומן", time(facts.text("calendarAt"), zone), true);
    add(lines, "בנושא", facts.text("subject"), false);
    add(lines, "תקציר", facts.text("summary"), false);
    add(lines, "פרטים", facts.text("detail"), false);
    add(lines, "הודעה מוקלטת", facts.text("recording").isEmpty() ? "" : "יש", false);
    add(lines, "זמן", time(facts.text("at"), zone), true);
    add(lines, "עסק", facts.text("business"), false);
    add(lines, LINK, facts.text("link"), true);
    return new AlertText(who.isEmpty() ? title : title + ": " + who, lines);
  }

  private static String title(AlertKind kind, AlertFacts facts) {
    return switch (kind) {
      case NEW_LEAD -> "פנייה חדשה";
      case MESSAGE -> "הודעה חדשה";
      case MISSED_CALL -> "שיחה שלא נענתה";
      case APPOINTMENT ->
          switch (facts.text("appointmentAction")) {
            case "MOVED" -> "תור שהוזז";
            case "CANCELLED" -> "תור שבוטל";
            case "CLASH" -> "תור שמתנגש עם היומן";
            default -> "תור חדש";
          };
      case HAND_OVER -> "על הקו, מישהו ממתין";
      case CALL_BROKEN -> "שיחה שנקטעה בתקלה";
      case PROMISE_DUE ->
          facts.text("promiseState").equals("BROKEN") ? "הבטחה שלא קוימה בזמן" : "הגיע הזמן לחזור";
      case PROVIDER_SICK, LIMIT_NEAR, DAILY_DIGEST -> NoticeText.title(kind, facts);
      case APPOINTMENT_CONFIRMATION, APPOINTMENT_REMINDER, WAITING_LIST -> "הודעה על תור";
      case TEST -> "התראת בדיקה";
    };
  }

  private static String number(AlertFacts facts) {
    String callback = facts.text("callback");
    return callback.isEmpty() ? facts.text("caller") : callback;
  }

  /// A time as it is written in alerts.
  static String time(String instant, ZoneId zone) {
    return instant.isEmpty() ? "" : TIME.format(Instant.parse(instant).atZone(zone));
  }

  static void add(List<Line> lines, String label, String value, boolean isLeftToRight) {
    if (!value.isEmpty()) {
      lines.add(new Line(label, value.strip(), isLeftToRight));
    }
  }

  /// The whole as plain text.
  @Override
  public String plain() {
    var text = new StringBuilder(subject).append('\n');
    lines.forEach(line -> text.append(line.label()).append(": ").append(line.value()).append('\n'));
    return text.toString();
  }

  /// The whole as a page, from right to left.
  @Override
  public String html() {
    var rows = new StringBuilder();
    for (Line line : lines) {
      String text = escaped(line.value());
      String value =
          line.label().equals(LINK) ? "<a href=\"%s\">%s</a>".formatted(text, text) : text;
      rows.append(
          "<tr><td style=\"padding:4px 0 4px 16px\"><b>%s</b></td><td style=\"padding:4px 0\">%s</td></tr>\n"
              .formatted(
                  escaped(line.label()),
                  line.isLeftToRight()
                      ? "<bdi dir=\"ltr\">" + value + "</bdi>"
                      : "<bdi>" + value + "</bdi>"));
    }
    return """
    <!DOCTYPE html>
    <html lang="he" dir="rtl">
    <head><meta charset="utf-8"><title>%s</title></head>
    <body style="font-family:Arial,sans-serif;text-align:right">
    <h2>%s</h2>
    <table dir="rtl" style="border-collapse:collapse">
    %s</table>
    </body>
    </html>
    """
        .formatted(escaped(subject), escaped(subject), rows);
  }

  /// The variables of a WhatsApp template as JSON: the headline, and the lines in one, since a
  /// variable takes no line breaks.
  @Override
  public String variables(int mostLetters) {
    String all =
        lines.stream()
            .map(line -> line.label() + ": " + line.value())
            .collect(Collectors.joining(" | "));
    return variables(subject, all, mostLetters);
  }

  /// The variables of a template that has a headline and one line of text.
  static String variables(String headline, String text, int mostLetters) {
    String line = text.replaceAll("\\s+", " ");
    return AlertFacts.empty()
        .put("1", headline)
        .put("2", line.length() <= mostLetters ? line : line.substring(0, mostLetters))
        .json()
        .toString();
  }

  /// The text as HTML has it, in an attribute, too.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// Shows nothing of what is in it.
  @Override
  public String toString() {
    return "AlertText[***]";
  }
}
