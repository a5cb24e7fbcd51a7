package app.kolan.server.media.endofturn;

import java.util.Set;

/// How far the dictation of a number has come, by the lengths that Israeli numbers have: telephone
/// numbers 9 digits, or 10 with the prefixes 05 and 07 and those of companies; identity numbers 9;
/// licence plates 7 or 8; postal codes 7.
enum NumberState {
  /// The transcript does not end with digits that are dictated.
  NONE,
  /// Digits are missing.
  PARTIAL,
  /// It is as long as such a number is.
  WHOLE,
  /// A few digits of a number of unknown length.
  SHORT,
  /// Five digits or more of a number of unknown length that was announced; else seven or more.
  LONG;

  /// Words before a number that is dictated.
  private static final Set<String> ANNOUNCED =
      Set.of(
          "מספר", "המספר", "טלפון", "הטלפון", "נייד", "הנייד", "פלאפון", "הפלאפון", "פוליסה",
          "הפוליסה", "הזמנה", "ההזמנה", "תיק", "התיק", "קריאה", "הקריאה", "רישוי", "חשבון", "תרשום",
          "תרשמי", "תרשמו", "הסלולרי", "הקו", "משלם", "עוסק", "קוד", "הקוד", "ספרות", "תביעה",
          "התביעה", "לנייד", "למספר", "טיסה", "phone", "number");

  private static final Set<String> IDENTITY =
      Set.of("זהות", "הזהות", "ת\"ז", "תז", "ת.ז", "ת''ז", "id");
  private static final Set<String> PLATE = Set.of("רכב", "הרכב", "רישוי", "האוטו");
  private static final Set<String> POSTAL = Set.of("מיקוד", "המיקוד");

  private static final Set<String> LAST_FOUR = Set.of("ספרות", "הספרות");

  /// Words before the number of a house.
  private static final Set<String> STREET =
      Set.of(
          "רחוב", "ברחוב", "מרחוב", "לרחוב", "שדרות", "בשדרות", "דירה", "בדירה", "קומה", "בקומה");

  /// The longest number of a house or a flat.
  private static final int HOUSE = 3;

  /// How many words before the digits may announce them.
  private static final int NEAR = 5;

  static NumberState of(TurnWords words, DictatedDigits number, AnswerKind asked) {
    String digits = number.digits();
    int count = digits.length();
    if (count == 0 || isDate(words) || isHouse(words, number)) {
      return NONE;
    }
    if (asked == AnswerKind.IDENTITY_NUMBER || isNear(words, number, IDENTITY)) {
      return count < 9 ? PARTIAL : WHOLE;
    }
    if (isNear(words, number, POSTAL)) {
      return count < 7 ? PARTIAL : WHOLE;
    }
    if (isNear(words, number, PLATE) && digits.charAt(0) != '0') {
      return count < 7 ? PARTIAL : WHOLE;
    }
    boolean announced = asked.isNumber() || isNear(words, number, ANNOUNCED);
    if (isTelephone(digits, announced) || asked == AnswerKind.TELEPHONE) {
      return count < lengthOfTelephone(digits) ? PARTIAL : WHOLE;
    }
    if (number.groups() < 3 && count < 5 && !announced) {
      return NONE;
    }
    if (count >= 9 || isNear(words, number, LAST_FOUR) && count == 4) {
      return WHOLE;
    }
    return count >= (announced ? 5 : 7) ? LONG : SHORT;
  }

  private static boolean isHouse(TurnWords words, DictatedDigits number) {
    return number.count() <= HOUSE
        && !number.digits().startsWith("0")
        && isNear(words, number, STREET);
  }

  private static boolean isDate(TurnWords words) {
    return words.fromEnd(0).matches("[0-9]{1,2}[./][0-9]{1,2}([./][0-9]{2,4})?");
  }

  private static boolean isTelephone(String digits, boolean announced) {
    return digits.startsWith("0") && (digits.length() > 1 || announced)
        || digits.startsWith("972") && digits.length() > 3;
  }

  private static int lengthOfTelephone(String digits) {
    if (digits.startsWith("972")) {
      return digits.startsWith("9725") || digits.startsWith("9727") ? 12 : 11;
    }
    boolean isLong = digits.startsWith("05") || digits.startsWith("07") || digits.startsWith("1");
    return isLong || digits.length() < 2 ? 10 : 9;
  }

  private static boolean isNear(TurnWords words, DictatedDigits number, Set<String> any) {
    for (int i = Math.max(0, number.from() - NEAR); i < number.from(); i++) {
      if (any.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }
}
