package app.kolan.server.notify;

import app.kolan.server.notify.AlertText.Line;
import java.util.ArrayList;
import java.util.List;

/// The Hebrew words of an alert that a campaign was paused by itself.
final class CampaignText {
  static final String TITLE = "קמפיין נעצר";

  private CampaignText() {}

  static boolean isAbout(AlertFacts facts) {
    return !facts.text("campaign").isEmpty();
  }

  /// What it says beside what all alerts have.
  static List<Line> lines(AlertFacts facts) {
    var lines = new ArrayList<Line>();
    AlertText.add(lines, "קמפיין", facts.text("campaign"), false);
    AlertText.add(lines, "סיבה", why(facts.text("pausedFor")), false);
    AlertText.add(lines, "מה עושים", remedy(facts.text("pausedFor")), false);
    return lines;
  }

  private static String why(String word) {
    return switch (word) {
      case "minutes" -> "תקרת הדקות של הקמפיין נוצלה";
      case "cost" -> "תקרת העלות של הקמפיין נוצלה";
      case "no-account" -> "חשבון Twilio נדחה, או שאין לו אסימון";
      case "no-number-of-ours" -> "לא ידוע מאיזה מספר של העסק להתקשר";
      case "no-registry" -> "מאגר \"אל תתקשרו אליי\" לא עודכן ב־15 הימים האחרונים";
      case "no-public-url" -> "הכתובת הציבורית של השרת לא ידועה";
      default -> word;
    };
  }

  private static String remedy(String word) {
    String first =
        switch (word) {
          case "minutes", "cost" -> "להעלות את התקרה";
          case "no-account" -> "לבדוק את חשבון Twilio בעמוד המספרים";
          case "no-number-of-ours" -> "להוסיף מספר לעסק";
          case "no-registry" -> "לקלוט את המאגר מחדש";
          case "no-public-url" -> "להגדיר את הכתובת בשרת";
          default -> "לתקן";
        };
    return first + ", ואז להמשיך את הקמפיין";
  }
}
