package app.kolan.server.normalize;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hebrew abbreviations that are read in full. An acronym that is pronounced as a word (חז"ל,
/// מנכ"ל, דו"ח) stays: it is not in the list, or stands for itself there when it could be taken for
/// a shorter one.
final class Abbreviations implements NormalizationRule {
  private static final Pattern WORD =
      Pattern.compile("[א-ת]{1,6}(?:\"[א-ת]|')|[ובמהלכש]{0,3}[א-ת](?:\\.[א-ת]){1,3}\\.?|י-ם");
  private static final Pattern OR = Pattern.compile("(ו)/(או)(?![א-ת])");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("([ובמהלכש]{0,3}?)(כב'|מ\"מ|יח'|חב'|תח'|ע\"מ|ק'|א\\.ת\\.?|א\"ת)");
  private static final Pattern NUMBER_NEXT = Pattern.compile(" ?(?:מס' |מספר )?\\d");
  private static final Pattern WORD_NEXT = Pattern.compile(" [א-תA-Za-z\"]");
  private static final Pattern CENTRAL = Pattern.compile(" מרכזית");
  private static final Pattern ARTICLE_NEXT = Pattern.compile(" ה[א-ת]{3}");
  private static final int MOST_PREFIXES = 3;

  private static final Map<String, String> FULL = new HashMap<>();

  static {
    """
    ד"ר=דוקטור
    דר'=דוקטור
    פרופ'=פרופסור
    סה"כ=סך הכול
    גב'=גברת
    משפ'=משפחת
    עו"ד=עורך דין
    רו"ח=רואה חשבון
    הנה"ח=הנהלת חשבונות
    יו"ר=יושב ראש
    רח'=רחוב
    שד'=שדרות
    שכ'=שכונת
    ת"ד=תיבת דואר
    ת.ד=תיבת דואר
    ת"ז=תעודת זהות
    ת.ז=תעודת זהות
    ח"פ=חית פא
    ח.פ=חית פא
    מס'=מספר
    טל'=טלפון
    עמ'=עמוד
    סע'=סעיף
    מח'=מחלקת
    בע"מ=בעירבון מוגבל
    ע"י=על ידי
    ע"פ=על פי
    עפ"י=על פי
    ע"ש=על שם
    ע"ח=על חשבון
    ע"ס=על סך
    ע"מ=על מנת
    ע"ג=על גבי
    בד"כ=בדרך כלל
    כ"כ=כל כך
    אח"כ=אחר כך
    אחה"צ=אחר הצהריים
    לפנה"צ=לפני הצהריים
    לפנה"ס=לפני הספירה
    אא"כ=אלא אם כן
    בעז"ה=בעזרת השם
    בע"פ=בעל פה
    מו"מ=משא ומתן
    קו"ח=קורות חיים
    בי"ס=בית ספר
    ביה"ס=בית הספר
    בי"ח=בית חולים
    ביה"ח=בית החולים
    ביהמ"ש=בית המשפט
    ארה"ב=ארצות הברית
    ת"א=תל אביב
    ר"ה=ראש השנה
    י-ם=ירושלים
    ראשל"צ=ראשון לציון
    פ"ת=פתח תקווה
    כ"ס=כפר סבא
    כפ"ס=כפר סבא
    ר"ג=רמת גן
    ב"ש=באר שבע
    ב"ב=בני ברק
    רמה"ש=רמת השרון
    ק"ש=קריית שמונה
    אזה"ת=אזור התעשייה
    א"ת=אזור תעשייה
    א.ת=אזור תעשייה
    קופ"ח=קופת חולים
    חב'=חברת
    יח'=יחידות
    חד'=חדרים
    נק'=נקודות
    שע'=שעות
    אינג'=מהנדס
    אדר'=אדריכל
    הו"ק=הוראת קבע
    ביכ"נ=בית כנסת
    ביהכ"נ=בית הכנסת
    חט"ב=חטיבת ביניים
    עו"ס=עובדת סוציאלית
    ב"כ=בא כוח
    שב"כ=שב"כ
    בע"ח=בעלי חיים
    אונ'=אוניברסיטת
    אוני'=אוניברסיטת
    סנ'=סניף
    מרפ'=מרפאת
    ח"כ=חבר כנסת
    עוה"ד=עורך הדין
    ר'=רבי
    חו"ד=חוות דעת
    שכ"ט=שכר טרחה
    שכ"ד=שכר דירה
    נ.ב=נכתב בצד
    ט.ל.ח=טעות לעולם חוזרת
    מקס'=מקסימום
    מינ'=מינימום
    וגו'=וגומר
    ס"ק=סעיף קטן
    מד"א=מד"א
    עמ"ש=עמ"ש
    קוט"ש=קילוואט שעה
    סמ"ק=סנטימטר מעוקב
    מ"ק=מטר מעוקב
    מ"ג=מיליגרם
    ליט'=ליטר
    אבט'=אבטחה
    צהר'=צהריים
    טבל'=טבליות
    טמפ'=טמפרטורה
    ע"ר=עמותה רשומה
    ע.ר=עמותה רשומה
    ת"פ=תיק פלילי
    המל"ל=המוסד לביטוח לאומי
    הוצל"פ=הוצאה לפועל
    אי"ה=אם ירצה השם
    ב"ה=ברוך השם
    ז"ל=זיכרונו לברכה
    ד"ש=דרישת שלום
    תח'=תחנת
    סי'=סימן
    קומ'=קומה
    ה"ה=האדונים
    מוצ"ש=מוצאי שבת
    חוה"מ=חול המועד
    יוה"כ=יום הכיפורים
    וכו'=וכולי
    וכד'=וכדומה
    לדוג'=לדוגמה
    דק'=דקות
    שנ'=שניות
    אג'=אגורות
    ש"ח=שקלים
    ק"מ=קילומטר
    קמ"ש=קילומטר לשעה
    מ"ר=מטר רבוע
    ס"מ=סנטימטר
    ק"ג=קילוגרם
    מ"ל=מיליליטר
    מע"מ=מע"מ
    מק"מ=מק"מ
    גר'=גרם
    """
        .lines()
        .map(line -> line.split("="))
        .forEach(pair -> FULL.put(pair[0], pair[1]));
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at())) {
      return null;
    }
    Matcher or = place.matcher(OR);
    if (or.lookingAt()) {
      return new Replacement("או", or.end());
    }
    Matcher word = place.matcher(WORD);
    if (!word.lookingAt() || !Letters.endsWord(place.text(), word.end())) {
      return null;
    }
    String written = word.group();
    boolean dotted = written.endsWith(".");
    String beside = bySurroundings(place, written, word.end());
    if (beside != null) {
      return new Replacement(beside, word.end());
    }
    String full = full(dotted ? written.substring(0, written.length() - 1) : written);
    return full == null ? null : new Replacement(full, word.end());
  }

  /// Abbreviations that stand for different things: כב' 6 is a road and כב' השופט a title, מ"מ is a
  /// measure after a number and a deputy before a name, יח' 5 is one unit and חב' alone no name.
  private static @Nullable String bySurroundings(TextPosition place, String written, int end) {
    boolean numberNext = place.follows(end, NUMBER_NEXT);
    boolean wordNext = place.follows(end, WORD_NEXT);
    Matcher ambiguous = AMBIGUOUS.matcher(written);
    if (!ambiguous.matches()) {
      return null;
    }
    String prefix = ambiguous.group(1);
    return switch (ambiguous.group(2)) {
      case "כב'" -> prefix + (numberNext ? "כביש" : "כבוד");
      case "מ\"מ" -> prefix + (prefix.endsWith("ב") ? "מילימטרים" : "ממלא מקום");
      case "יח'" -> numberNext ? prefix + "יחידה" : null;
      case "חב'" -> wordNext ? null : prefix + "חברה";
      case "תח'" -> place.follows(end, CENTRAL) ? prefix + "תחנה" : null;
      case "ע\"מ" -> numberNext ? prefix + "עוסק מורשה" : null;
      case "ק'" -> numberNext ? prefix + "קומה" : null;
      case "א\"ת", "א.ת", "א.ת." ->
          place.follows(end, ARTICLE_NEXT) ? prefix + "אזור התעשייה" : null;
      default -> null;
    };
  }

  /// The full form of an abbreviation, with the letters that are joined to its front.
  private static @Nullable String full(String written) {
    for (int joined = 0; joined <= MOST_PREFIXES && joined < written.length(); joined++) {
      if (joined > 0 && Letters.PREFIXES.indexOf(written.charAt(joined - 1)) < 0) {
        return null;
      }
      String full = FULL.get(written.substring(joined));
      if (full != null) {
        return written.substring(0, joined) + full;
      }
    }
    return null;
  }
}
