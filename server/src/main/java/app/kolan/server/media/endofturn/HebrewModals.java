package app.kolan.server.media.endofturn;

/// Words for must, may and can that do not always need a verb.
final class HebrewModals {
  private HebrewModals() {}

  /// Whether it is also said of a thing, as in "Monday is better".
  static boolean isSaidOf(String word) {
    return switch (word) {
      case "עדיף", "מותר", "אסור", "מוכן", "מוכנה", "מוכנים", "חשוב", "אפשרי" -> true;
      default -> false;
    };
  }

  /// Whether it is also said of nobody, as in "which documents are needed".
  static boolean isImpersonal(String word) {
    return switch (word) {
      case "צריך", "צריכים", "חייבים", "כדאי", "נדרש", "נדרשים" -> true;
      default -> false;
    };
  }
}
