package app.kolan.server.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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

  private static final String NOUNS = "/normalize/counted-nouns.txt";

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
          Map.entry("מ\"ג", "מיליגרם"),
          Map.entry("ליט'", "ליטר"),
          Map.entry("ל'", "ליטר"),
          Map.entry("קל'", "קלוריה"),
          Map.entry("עמ'", "עמוד"),
          Map.entry("TB", "טרה"),
          Map.entry("V", "וולט"),
          Map.entry("W", "וואט"),
          Map.entry("kW", "קילוואט"),
          Map.entry("dB", "דציבל"),
          Map.entry("ק\"ג", "קילוגרם"),
          Map.entry("kg", "קילוגרם"),
          Map.entry("גר'", "גרם"),
          Map.entry("מ\"ל", "מיליליטר"),
          Map.entry("ml", "מיליליטר"),
          Map.entry("GB", "ג'יגה"),
          Map.entry("MB", "מגה"),
          Map.entry("דק'", "דקה"),
          Map.entry("שנ'", "שנייה"),
          Map.entry("שע'", "שעה"),
          Map.entry("ש'", "שעה"),
          Map.entry("יח'", "יחידה"),
          Map.entry("חד'", "חדר"),
          Map.entry("נק'", "נקודה"),
          Map.entry("°", "מעלה"),
          Map.entry("°C", "מעלה"));

  /// Signs whose noun is said in the plural however many there are.
  private static final Set<String> PLURAL_SIGNS =
      Set.of(
          "₪", "ש\"ח", "שח", "NIS", "ILS", "אג'", "דק'", "שנ'", "שע'", "ש'", "יח'", "חד'", "נק'",
          "עמ'", "קל'", "°", "°C");

  private static final Set<String> NO_CONSTRUCTS =
      Set.of(
          "וחצי",
          "חצי",
          "אחרי",
          "לפני",
          "כדי",
          "אולי",
          "בלי",
          "מדי",
          "עלי",
          "גבי",
          "שני",
          "שלישי",
          "רביעי",
          "חמישי",
          "שישי",
          "שביעי",
          "שמיני",
          "תשיעי",
          "עשירי",
          "פלוני",
          "אלי",
          "שלי",
          "אצלי",
          "בערבי",
          "נוספי",
          "לפי",
          "בידי",
          "עבורי",
          "מיידי",
          "רשמי",
          "אישי",
          "פרטי",
          "טרי",
          "מי",
          "כי",
          "אני",
          "מני",
          "תמידי",
          "יומי",
          "שבועי",
          "שנתי",
          "מרכזי",
          "דרומי",
          "צפוני",
          "מזרחי",
          "מערבי",
          "ראשי",
          "ישראלי",
          "עברי",
          "דתי",
          "בסיסי",
          "אלקטרוני",
          "דיגיטלי",
          "טלפוני",
          "רפואי",
          "חוקי",
          "עסקי",
          "נקי",
          "פנוי",
          "רצוי",
          "כדאי",
          "מצוי",
          "ודאי",
          "בוודאי",
          "עשוי",
          "מאי",
          "בעלי",
          "אמיתי",
          "מקומי");
  private static final Set<String> NO_SINGULARS =
      Set.of(
          "כזה", "כזו", "כזאת", "כאלה", "נשאר", "נשארה", "נשארו", "נותר", "נותרה", "נותרו", "הגיע",
          "הגיעה", "מגיע", "מגיעה", "נמצא", "נמצאת", "מתאים", "מתאימה", "עולה", "פתוח", "פתוחה",
          "סגור", "סגורה", "זמין", "זמינה", "חסר", "חסרה", "מספיק", "מספיקה", "בלבד", "תפוס",
          "תפוסה", "מחכה", "ממתין", "ממתינה", "קיים", "קיימת", "אומר", "אומרת", "כבר", "אצלנו",
          "אצלכם", "עבורכם", "אליכם", "של", "שלי", "שלך", "שלנו", "שלכם", "עד", "או", "אל", "על",
          "אם", "גם", "אבל", "כי", "זה", "זו", "זאת", "הוא", "היא", "הם", "הן", "יש", "אין", "אז",
          "רק", "עם", "את", "אחד", "אחת", "יותר", "פחות", "ועוד", "עוד", "כאן", "שם", "פלוס",
          "חלקי", "כפול", "עבור", "אחרי", "לפני", "מתוך", "מבין", "מן", "מכל", "מחר", "היום",
          "אתמול", "אחר", "אחרת", "נוסף", "נוספת", "כדי", "כאשר", "כש", "מאי", "מול", "מצד", "מדי",
          "שוב", "שווה", "נקודה", "מינוס", "אחוז", "ליד", "הבוקר", "הערב", "הלילה", "אפשר", "אולי",
          "פנוי", "פנויה", "חינם", "מאוד", "כמו", "מאז", "מעל", "מתחת", "שהוא", "שהיא", "שיש",
          "אצל", "תמורת", "קרוב", "הקרוב", "הקרובה", "הראשון", "הראשונה", "האחרון", "האחרונה");
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
    nouns().forEach(line -> add(line.split(" ", -1)));
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
    profession("עו\"ד", "עורך דין", "עורכי דין");
    profession("רו\"ח", "רואה חשבון", "רואי חשבון");
  }

  private CountedNouns() {}

  private static List<String> nouns() {
    try (InputStream in = CountedNouns.class.getResourceAsStream(NOUNS)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + NOUNS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
    var cubicMetre =
        new CountedNoun(Gender.MASCULINE, "מטר מעוקב", null, "מטרים מעוקבים", "מטר מעוקב");
    BY_WORD.put("מ\"ק", new Found(cubicMetre, null, ALWAYS));
  }

  private static void profession(String written, String one, String few) {
    var noun = new CountedNoun(Gender.MASCULINE, one, null, few, few);
    BY_WORD.put(written, new Found(noun, null, ALWAYS));
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

  /// A plural before another noun, where ים has become י: ימי עסקים, בקבוקי יין.
  ///
  /// @param word what follows the number; another word follows it
  static Optional<Found> construct(long number, String word) {
    if (number < 2 || word.length() < 3 || !word.endsWith("י") || NO_CONSTRUCTS.contains(word)) {
      return Optional.empty();
    }
    Found whole = BY_WORD.get(word.substring(0, word.length() - 1) + "ים");
    Gender gender = whole == null ? Gender.MASCULINE : whole.noun().gender();
    return Optional.of(new Found(plural(gender, word), word, ALWAYS));
  }

  /// A noun in the singular that is counted by one, judged by its ending: רופא אחד, אחות אחת.
  static Optional<Found> single(String word) {
    CountedNoun listed = BY_SINGULAR.get(word);
    if (listed != null) {
      return Optional.of(new Found(listed, null, 1));
    }
    if (BY_WORD.containsKey(word) || word.length() < 3 || isNoSingular(word)) {
      return Optional.empty();
    }
    Gender gender = word.endsWith("ה") || word.endsWith("ת") ? Gender.FEMININE : Gender.MASCULINE;
    return Optional.of(new Found(new CountedNoun(gender, word, null, word, word), null, 1));
  }

  /// Words with a letter joined that makes them no noun (לשירות, במאי, ורבע), plurals and small
  /// words.
  private static boolean isNoSingular(String word) {
    return !word.codePoints().allMatch(Letters::isHebrew)
        || "ובל".indexOf(word.charAt(0)) >= 0
        || word.startsWith("מה")
        || word.endsWith("ים")
        || word.endsWith("ות") && !word.endsWith("ות'") && word.length() > 4
        || NO_SINGULARS.contains(word);
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
