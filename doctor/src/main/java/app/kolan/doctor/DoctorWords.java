package app.kolan.doctor;

import app.kolan.twilio.problem.ExplanationLanguage;

/// The words around the findings, in one language.
record DoctorWords(
    String examined,
    String oneBroken,
    String manyBroken,
    String oneDoubtful,
    String manyDoubtful,
    String well,
    String unexamined) {
  private static final DoctorWords ENGLISH =
      new DoctorWords(
          "The doctor looks at %s",
          "1 thing is broken: %2$s.",
          "%d things are broken, first: %s.",
          "Nothing is broken; 1 thing to look after: %2$s.",
          "Nothing is broken; %d things to look after, first: %s.",
          "All is well.",
          "Nothing was examined, so nothing is known to be well.");

  private static final DoctorWords HEBREW =
      new DoctorWords(
          "בדיקה של %s",
          "נמצאה תקלה אחת: %2$s.",
          "נמצאו %d תקלות, הראשונה: %s.",
          "לא נמצאו תקלות; דבר אחד דורש תשומת לב: %2$s.",
          "לא נמצאו תקלות; %d דברים דורשים תשומת לב, הראשון: %s.",
          "הכול תקין.",
          "לא נבדק דבר, ולכן אין מסקנה.");

  static DoctorWords in(ExplanationLanguage language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case HEBREW -> HEBREW;
    };
  }

  static String title(ExplanationLanguage language, Section section) {
    return switch (language) {
      case ENGLISH -> section.title();
      case HEBREW ->
          switch (section) {
            case HOUSE -> "המחשב הזה";
            case PROVIDERS -> "הספקים";
            case ADDRESS -> "הכתובת הציבורית";
            case WEBHOOKS -> "ה-Webhooks";
            case STREAM -> "זרם המדיה";
            case TWILIO -> "הצד של Twilio";
          };
    };
  }
}
