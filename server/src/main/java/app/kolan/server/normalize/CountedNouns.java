package app.kolan.server.normalize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The nouns that are counted on the telephone, by the words and signs that stand for them.
///
/// A plural that is not listed is judged by its ending: ות is feminine and ים is masculine. Plurals
/// that end otherwise than their gender are why the list has rooms, tables and customers in it.
final class CountedNouns {
  /// How a word in a text stands for a noun.
  ///
  /// @param plural the word to say for many; null for the noun's own form
  /// @param smallest from which number on the word counts as that noun
  record Found(CountedNoun noun, @Nullable String plural, long smallest) {}

  private static final Map<String, Found> BY_WORD = new HashMap<>();
  private static final Map<String, CountedNoun> BY_SINGULAR = new HashMap<>();

  private static final long ALWAYS = 0;
  private static final long MANY = 11;

  /// Gender, singular, plural and, where there is one, the dual. A singular with a star is said
  /// after any number (חמש מאות דולר), one with a plus after 11 and more (שלושים יום).
  private static final String NOUNS =
      """
      m יום+ ימים יומיים
      f שעה+ שעות שעתיים
      f דקה+ דקות
      f שנייה שניות
      f שניה שניות
      m שבוע+ שבועות שבועיים
      m חודש+ חודשים חודשיים
      f שנה+ שנים שנתיים
      f פעם+ פעמים פעמיים
      m רגע רגעים
      m לילה+ לילות
      m אחוז* אחוזים
      m שקל* שקלים
      f אגורה* אגורות
      m דולר* דולרים
      m אירו* אירו
      m יורו* יורו
      m סנט* סנט
      m פאונד* פאונד
      m פני* פני
      m קילו* קילו
      m קילוגרם* קילוגרמים
      m גרם* גרמים
      m מטר* מטרים
      m קילומטר* קילומטרים
      m סנטימטר* סנטימטרים
      m מילימטר* מילימטרים
      m ליטר* ליטרים
      m מיליליטר* מיליליטרים
      m ג'יגה* ג'יגה
      m מגה* מגה
      f מעלה מעלות
      f נקודה נקודות
      m איש* אנשים
      f נפש* נפשות
      m אדם אנשים
      f אישה נשים
      m ילד ילדים
      f ילדה ילדות
      m מבוגר מבוגרים
      m אורח אורחים
      m סועד סועדים
      m לקוח לקוחות
      f לקוחה לקוחות
      f קומה קומות
      m חדר חדרים
      f דירה דירות
      f מיטה מיטות
      m מקום מקומות
      m שולחן שולחנות
      m כיסא כיסאות
      m רחוב רחובות
      m חשבון חשבונות
      m חלון חלונות
      m לוח לוחות
      m מפתח מפתחות
      m שם שמות
      m רעיון רעיונות
      m יתרון יתרונות
      m פתרון פתרונות
      m ניסיון ניסיונות
      m רישיון רישיונות
      m פיקדון פיקדונות
      m ארון ארונות
      m קיר קירות
      m אב אבות
      m דור דורות
      m נר נרות
      m כוח כוחות
      m מקור מקורות
      m צינור צינורות
      m ביקור ביקורים
      m תור תורים
      m סניף סניפים
      m טיפול טיפולים
      m תשלום תשלומים
      m כרטיס כרטיסים
      m מספר מספרים
      f פגישה פגישות
      f אפשרות אפשרויות
      f הודעה הודעות
      f שיחה שיחות
      f שאלה שאלות
      f הזמנה הזמנות
      f מנה מנות
      f חבילה חבילות
      f בדיקה בדיקות
      f חניה חניות
      f מכונית מכוניות
      f משפחה משפחות
      f מאה מאות
      f מילה מילים
      f עיר ערים
      f דרך דרכים
      f אבן אבנים
      f ביצה ביצים
      f אש אשות
      f שן שיניים
      f עין עיניים
      f אוזן אוזניים
      f רגל רגליים
      f יד ידיים
      f ברך ברכיים
      f כתף כתפיים
      f נעל נעליים
      """;

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("%", "אחוז"),
          Map.entry("₪", "שקל"),
          Map.entry("ש\"ח", "שקל"),
          Map.entry("שח", "שקל"),
          Map.entry("NIS", "שקל"),
          Map.entry("ILS", "שקל"),
          Map.entry("אג'", "אגורה"),
          Map.entry("$", "דולר"),
          Map.entry("USD", "דולר"),
          Map.entry("€", "אירו"),
          Map.entry("EUR", "אירו"),
          Map.entry("£", "פאונד"),
          Map.entry("ק\"מ", "קילומטר"),
          Map.entry("km", "קילומטר"),
          Map.entry("ס\"מ", "סנטימטר"),
          Map.entry("cm", "סנטימטר"),
          Map.entry("מ\"מ", "מילימטר"),
          Map.entry("mm", "מילימטר"),
          Map.entry("מ'", "מטר"),
          Map.entry("ק\"ג", "קילוגרם"),
          Map.entry("kg", "קילוגרם"),
          Map.entry("גר'", "גרם"),
          Map.entry("מ\"ל", "מיליליטר"),
          Map.entry("ml", "מיליליטר"),
          Map.entry("GB", "ג'יגה"),
          Map.entry("MB", "מגה"),
          Map.entry("דק'", "דקה"),
          Map.entry("שנ'", "שנייה"),
          Map.entry("°", "מעלה"),
          Map.entry("°C", "מעלה"));

  /// Signs whose noun is said in the plural however many there are.
  private static final Set<String> PLURAL_SIGNS =
      Set.of("₪", "ש\"ח", "שח", "NIS", "ILS", "אג'", "דק'", "שנ'", "°", "°C");

  private static final Set<String> NO_NOUNS =
      Set.of(
          "שמים",
          "שמיים",
          "צהריים",
          "בצהריים",
          "הצהריים",
          "ירושלים",
          "בירושלים",
          "פנים",
          "חיים",
          "רבים",
          "יכולים",
          "צריכים",
          "פתוחים",
          "סגורים",
          "זמינים",
          "אחרות",
          "פחות",
          "בערבים");

  static {
    NOUNS.lines().forEach(line -> add(line.split(" ")));
    SIGNS.forEach(
        (sign, singular) -> {
          CountedNoun noun = BY_SINGULAR.get(singular);
          if (noun != null) {
            CountedNoun said =
                PLURAL_SIGNS.contains(sign)
                    ? noun
                    : new CountedNoun(
                        noun.gender(), noun.one(), noun.two(), noun.few(), noun.one());
            BY_WORD.put(sign, new Found(said, null, ALWAYS));
          }
        });
    squareMetres();
    speed();
  }

  private CountedNouns() {}

  private static void add(String... row) {
    String written = row[1];
    char last = written.charAt(written.length() - 1);
    boolean measure = last == '*';
    String one = measure || last == '+' ? written.substring(0, written.length() - 1) : written;
    String few = row[2];
    var noun =
        new CountedNoun(
            row[0].equals("f") ? Gender.FEMININE : Gender.MASCULINE,
            one,
            row.length > 3 ? row[3] : null,
            few,
            few);
    BY_SINGULAR.put(one, noun);
    BY_WORD.putIfAbsent(few, new Found(noun, few, ALWAYS));
    if (measure) {
      BY_WORD.put(one, new Found(noun, one, ALWAYS));
    } else if (last == '+') {
      BY_WORD.put(one, new Found(noun, one, MANY));
    }
  }

  private static void squareMetres() {
    var squareMetre =
        new CountedNoun(Gender.MASCULINE, "מטר רבוע", null, "מטרים רבועים", "מטר רבוע");
    BY_WORD.put("מ\"ר", new Found(squareMetre, null, ALWAYS));
    BY_WORD.put("sqm", new Found(squareMetre, null, ALWAYS));
  }

  private static void speed() {
    BY_WORD.put(
        "קמ\"ש",
        new Found(
            new CountedNoun(
                Gender.MASCULINE, "קילומטר לשעה", null, "קילומטרים לשעה", "קילומטר לשעה"),
            null,
            ALWAYS));
  }

  /// The noun that a word after a number is the counted form of.
  static Optional<Found> afterNumber(long number, String word) {
    Found listed = BY_WORD.get(word);
    if (listed != null && (number >= listed.smallest() || number == 1)) {
      return Optional.of(listed);
    }
    CountedNoun single = BY_SINGULAR.get(word);
    if (single != null) {
      return number == 1 ? Optional.of(new Found(single, null, 1)) : Optional.empty();
    }
    return number == 1 ? Optional.empty() : byEnding(word);
  }

  private static Optional<Found> byEnding(String word) {
    if (word.length() < 4 || NO_NOUNS.contains(word) || isNoPlural(word)) {
      return Optional.empty();
    }
    if (word.endsWith("ות")) {
      return Optional.of(new Found(plural(Gender.FEMININE, word), word, ALWAYS));
    }
    if (word.endsWith("ים")) {
      return Optional.of(new Found(plural(Gender.MASCULINE, word), word, ALWAYS));
    }
    return Optional.empty();
  }

  /// Infinitives (לענות), duals (מחרתיים), and listed nouns with a letter joined (בימים).
  private static boolean isNoPlural(String word) {
    char first = word.charAt(0);
    return first == 'ל' && word.endsWith("ות")
        || word.endsWith("תיים")
        || "בלמכ".indexOf(first) >= 0 && BY_WORD.containsKey(word.substring(1));
  }

  private static CountedNoun plural(Gender gender, String word) {
    return new CountedNoun(gender, word, null, word, word);
  }

  /// The gender of a noun in the singular, when it is listed.
  static Optional<Gender> genderOf(String singular) {
    return Optional.ofNullable(BY_SINGULAR.get(singular)).map(CountedNoun::gender);
  }

  /// The noun of a singular that is listed.
  static CountedNoun noun(String singular) {
    CountedNoun noun = BY_SINGULAR.get(singular);
    if (noun == null) {
      throw new IllegalStateException("no such noun: " + singular);
    }
    return noun;
  }
}
