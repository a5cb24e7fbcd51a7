package app.kolan.doctor.explain;

import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Problem;

/// The words around an explanation, in one language.
record Wording(
    String error,
    String warning,
    String twiliosName,
    String meaning,
    String causes,
    String checks,
    String remedies,
    String kolan,
    String page,
    String unknown,
    String nearest,
    String httpStatus) {
  private static final Wording ENGLISH =
      new Wording(
          "Error",
          "Warning",
          "Twilio's name for it: ",
          "What it means: ",
          "What causes it, the most likely first:",
          "Check:",
          "What to do:",
          "What Kolan does by itself:",
          "Twilio's page: ",
          "Kolan does not know the code %d.",
          "Did you mean %d, “%s”?",
          "%d is an HTTP status and no code of Twilio's. Twilio raises it as 11200 when a webhook"
              + " answers with it, as 15003 for a status callback, and as 31920 for a media"
              + " stream.");

  private static final Wording HEBREW =
      new Wording(
          "שגיאה",
          "אזהרה",
          "השם אצל Twilio: ",
          "המשמעות: ",
          "סיבות אפשריות, מהסבירה ביותר:",
          "לבדוק:",
          "מה לעשות:",
          "מה Kolan עושה בעצמו:",
          "הדף של Twilio: ",
          "הקוד %d לא מוכר ל-Kolan.",
          "האם הכוונה ל-%d, “%s”?",
          "המספר %d הוא סטטוס HTTP ולא קוד של Twilio. היא מדווחת עליו כ-11200 כאשר webhook עונה בו,"
              + " כ-15003 בעדכון מצב, וכ-31920 בזרם מדיה.");

  static Wording in(ExplanationLanguage language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case HEBREW -> HEBREW;
    };
  }

  String level(Problem.Level level) {
    return switch (level) {
      case ERROR -> error;
      case WARNING -> warning;
    };
  }
}
