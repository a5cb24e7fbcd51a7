package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.notify.AlertText.Line;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The Hebrew words of alerts that are about no caller: providers, limits, the digest of a day. No
/// sentence depends on a number, so that none needs a plural.
final class NoticeText {
  private static final int ALL = 100;

  private NoticeText() {}

  static String title(AlertKind kind, AlertFacts facts) {
    return switch (kind) {
      case PROVIDER_SICK -> isRecovered(facts) ? "התקלה אצל הספק נפתרה" : "תקלה אצל ספק";
      case LIMIT_NEAR -> limitTitle(facts);
      case DAILY_DIGEST -> "סיכום יומי";
      case NEW_LEAD,
          MESSAGE,
          MISSED_CALL,
          APPOINTMENT,
          APPOINTMENT_CONFIRMATION,
          APPOINTMENT_REMINDER,
          WAITING_LIST,
          CALL_BROKEN,
          HAND_OVER,
          PROMISE_DUE,
          TEST ->
          throw new IllegalArgumentException("this is about a caller: " + kind);
    };
  }

  /// What it says beside what all alerts have.
  static List<Line> lines(AlertKind kind, AlertFacts facts, ZoneId zone) {
    var lines = new ArrayList<Line>();
    switch (kind) {
      case PROVIDER_SICK -> {
        AlertText.add(lines, "ספק", facts.text("provider"), true);
        AlertText.add(lines, "תפקיד", job(facts.text("job")), false);
        AlertText.add(lines, "מאז", AlertText.time(facts.text("since"), zone), true);
        boolean alone = facts.text("fallback").equals("false") && !isRecovered(facts);
        AlertText.add(lines, "ספק חלופי", alone ? "אין" : "", false);
      }
      case LIMIT_NEAR -> {
        AlertText.add(lines, "נוצל", facts.text("used") + " / " + facts.text("limit"), true);
        AlertText.add(lines, "חודש", facts.text("month"), true);
        AlertText.add(
            lines, "מעכשיו", percent(facts) < ALL ? "" : "מתקשרים משאירים הודעה בלבד", false);
      }
      case DAILY_DIGEST -> digest(lines, facts);
      case NEW_LEAD,
          MESSAGE,
          MISSED_CALL,
          APPOINTMENT,
          APPOINTMENT_CONFIRMATION,
          APPOINTMENT_REMINDER,
          WAITING_LIST,
          CALL_BROKEN,
          HAND_OVER,
          PROMISE_DUE,
          TEST -> {}
    }
    return lines;
  }

  private static boolean isRecovered(AlertFacts facts) {
    return facts.text("recovered").equals("true");
  }

  private static String limitTitle(AlertFacts facts) {
    boolean near = percent(facts) < ALL;
    return facts.text("about").equals("cost")
        ? near ? "התקציב החודשי עומד להסתיים" : "התקציב החודשי נוצל"
        : near ? "דקות החודש עומדות להסתיים" : "דקות החודש נוצלו";
  }

  private static int percent(AlertFacts facts) {
    String text = facts.text("percent");
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static String job(String job) {
    return switch (job) {
      case "stt" -> "זיהוי דיבור";
      case "tts" -> "הקראה";
      case "llm" -> "מודל שפה";
      case "realtime" -> "מודל דיבור";
      case "calendar" -> "יומן";
      default -> job;
    };
  }

  private static void digest(List<Line> lines, AlertFacts facts) {
    AlertText.add(lines, "שיחות", facts.text("calls"), true);
    count(lines, "פניות חדשות", facts, "leads");
    count(lines, "הודעות מוקלטות", facts, "messages");
    count(lines, "שיחות שלא נענו", facts, "missed");
    count(lines, "שיחות שנקטעו בתקלה", facts, "broken");
    count(lines, "פניות שמחכות לטיפול", facts, "waiting");
    count(lines, "הבטחות פתוחות", facts, "promises");
    count(lines, "הבטחות באיחור", facts, "overdue");
    count(lines, "התראות שלא הגיעו", facts, "failedAlerts");
    facts.texts("next").forEach(promise -> AlertText.add(lines, "לחזור", promise, false));
  }

  /// What is none is not told.
  private static void count(List<Line> lines, String label, AlertFacts facts, String key) {
    String value = facts.text(key);
    AlertText.add(lines, label, value.equals("0") ? "" : value, true);
  }
}
