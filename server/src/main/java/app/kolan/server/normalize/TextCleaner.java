package app.kolan.server.normalize;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Removes from a text what is meant for a screen: direction marks, zero-width characters, emoji
/// and markdown. Line ends become pauses. Vowel points stay; cantillation marks do not.
final class TextCleaner {
  private static final Pattern FENCE = Pattern.compile("(?m)^\\s{0,8}(?:```|~~~).{0,80}$");
  private static final Pattern RULE = Pattern.compile("(?m)^\\s{0,8}[-*_=|: ]{3,200}$");
  private static final Pattern HEADING =
      Pattern.compile("(?m)^\\s{0,8}(?:#{1,6}\\s+|>+\\s?(?!\\d))");
  private static final Pattern BULLET = Pattern.compile("(?m)^[ \\t]{0,20}[-*+•·–—◦▪●][ \\t]+");
  private static final Pattern NUMBERED =
      Pattern.compile("(?m)^[ \\t]{0,20}(\\d{1,2})[.)][ \\t]+(?=[^\\d\\s])");
  private static final Pattern LINK =
      Pattern.compile("!?\\[([^\\]\\[\\n]{0,200})\\]\\([^()\\s]{0,500}\\)");
  private static final Pattern STRUCK = Pattern.compile("~(?=\\p{L})|(?<=\\p{L})~");
  private static final Pattern STRONG = Pattern.compile("\\*\\*|__|~~|`+");
  private static final Pattern EMPHASIS =
      Pattern.compile(
          "(?<![\\p{L}\\d*_])[*_](?=[\\p{L}\"'(])|(?<=[\\p{L}\"').,!?])[*_](?![\\p{L}\\d*_])");
  private static final Pattern PARAGRAPH =
      Pattern.compile("(?<=[^\\s.,;:!?])[ \\t]*\\n[ \\t]*\\n\\s*");
  private static final Pattern LINE = Pattern.compile("(?<=[^\\s.,;:!?])[ \\t]*\\n\\s*");
  private static final Pattern BREAK = Pattern.compile("\\s+");

  /// Hebrew and digits or Latin letters without a space, but for letters joined to the front.
  private static final Pattern GROWN_TOGETHER =
      Pattern.compile(
          "(?<=[0-9A-Za-z%₪$€])(?=[א-ת])"
              + "|(?<=[א-ת]['\"]?)(?<!(?<![א-ת'\"])[ובמהלכש]{1,4})(?=[0-9A-Za-z])");

  private static final Pattern BEFORE_DIGIT = Pattern.compile("(?<!\\S)'(?=[0-9])");
  private static final Pattern AFTER_DIGIT = Pattern.compile("(?<=[0-9])['\"]");
  private static final Pattern EACH =
      Pattern.compile(
          "(?<=[א-ת₪$€])(?<!יום|לילה|בוקר) ?/ ?(?=(?:שעה|דקה|יום|לילה|שבוע|חודש|שנה|אדם|ילד|מ\"ר|ק\"ג|יחידה)(?!\\p{L}))");
  private static final Pattern EACH_TIME =
      Pattern.compile("(?<=פעמים|פעם|ימים|שעות) ?/ ?(?=(?:יום|לילה|שבוע|חודש|שנה)(?!\\p{L}))");
  private static final Pattern CHOICE = Pattern.compile("(?<=\\p{L}['\")]?) / (?=\\p{L})");
  private static final Pattern AND = Pattern.compile("(?<=[\\s\\p{L}])& ?(?=[א-ת])");

  /// A name in quotes behind letters joined to it, which would look like an acronym: ב"האחים".
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?<![א-ת\"'])([ובמהלכש]{1,3})\"([א-ת]{2}[^\"\\n]{0,60}(?<=[א-ת\\d.!?]))\"(?![א-ת])");

  private static final Pattern STOP_AFTER_NUMBER = Pattern.compile("(?<=[\\d%₪$€])\\.(?=[א-ת])");

  /// Thousands with spaces between.
  private static final Pattern THOUSANDS =
      Pattern.compile("(?<![\\d.,:/-])[1-9]\\d{0,2}(?: 000){1,3}(?![\\d.,:/-]| \\d)");

  /// Signs that are read as nothing; what stands beside them are neighbours.
  private static final Pattern LONE_SIGN = Pattern.compile("(?<!\\S)[\"_~^`\\\\]{1,20}(?!\\S)");

  /// A letter joined to a number with a space too many: ב- 5 לחודש.
  private static final Pattern JOINED_APART =
      Pattern.compile(
          "(?<![א-ת\"'])(?<!(?:כיתה|כתה|כניסה|קומה|בניין|סעיף|קבוצה) )([במלכה])- (?=\\d)");

  /// A floor below the ground, as it is typed from right to left: קומה 1-.
  private static final Pattern BELOW_GROUND =
      Pattern.compile("(?<=(?:קומה|קומת חניה|מפלס|חניון) )(\\d)-(?=[,.;:!?)\\s]*(?:$|[,.;!?)]))");

  private static final Pattern MILLIONS =
      Pattern.compile("(?<=\\d) ?מ' ?(?=[₪$€]|ש\"ח|שקל|דולר|אירו|יורו)");
  private static final Pattern INCHES =
      Pattern.compile(
          "(?<=(?:מסך|טלוויזיה|טלויזיה|צג|צינור|ברז|פיצה|גלגל|חישוק|אופניים) )(\\d{1,3}(?:\\.\\d)?)\"(?![\\p{L}\\d])");

  /// A direction for the stage, which models write for a voice: `[pause]`, `*מחייכת*`, `(בחיוך)`.
  /// What a person may mean by the same words is none: `(הפסקה)`, and `**מוזיקה**` in bold.
  private static final Pattern STAGE =
      Pattern.compile(
          "\\[(?:STAGED|music|beep|הפסקה|מוזיקה|צפצוף|שתיקה)\\]|\\(STAGED\\)|(?<!\\*)\\*STAGED\\*(?!\\*)"
              .replace(
                  "STAGED",
                  "(?:pauses?|silence|laughs?|laughing|sighs?|smiles?|smiling"
                      + "|צוחקת?|מחייכת?|בחיוך|נאנחת?|בצחוק|מנתקת?"
                      + "|(?:מנתקת?|סיום|ניתוק|מסיימת?) (?:את )?ה?שיחה)"),
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SQUARE = Pattern.compile("(?<!\\p{L})(?:מ|m)²");
  private static final Pattern CUBE = Pattern.compile("(?<!\\p{L})(?:מ|m)³");
  private static final Pattern GERSHAYIM = Pattern.compile("(?<=[א-ת])''(?=[א-ת])");

  private TextCleaner() {}

  static String of(String text) {
    String plain = plain(HtmlMarkup.removed(text));
    plain = FENCE.matcher(plain).replaceAll("");
    plain = STAGE.matcher(plain).replaceAll(" ");
    plain = RULE.matcher(plain).replaceAll("");
    plain = HEADING.matcher(plain).replaceAll("");
    plain = BULLET.matcher(plain).replaceAll("");
    plain = NUMBERED.matcher(plain).replaceAll("$1, ");
    plain = LINK.matcher(plain).replaceAll("$1");
    plain = STRONG.matcher(plain).replaceAll("");
    plain = STRUCK.matcher(plain).replaceAll("");
    plain = EMPHASIS.matcher(plain).replaceAll("");
    plain = EACH_TIME.matcher(plain).replaceAll(" ב");
    plain = EACH.matcher(plain).replaceAll(" ל");
    plain = CHOICE.matcher(plain).replaceAll(", ");
    plain = JOINED_APART.matcher(plain).replaceAll("$1-");
    plain = BELOW_GROUND.matcher(plain).replaceAll("-$1");
    plain = MILLIONS.matcher(plain).replaceAll(" מיליון ");
    plain = THOUSANDS.matcher(plain).replaceAll(number -> number.group().replace(' ', ','));
    plain = STOP_AFTER_NUMBER.matcher(plain).replaceAll(". ");
    plain = QUOTED.matcher(plain).replaceAll("$1$2");
    plain = AND.matcher(plain).replaceAll(" ו");
    plain = PARAGRAPH.matcher(plain.strip()).replaceAll(". ");
    plain = LINE.matcher(plain).replaceAll(", ");
    plain = GROWN_TOGETHER.matcher(plain).replaceAll(" ");
    plain = LONE_SIGN.matcher(plain).replaceAll(" ");
    plain = BREAK.matcher(plain).replaceAll(" ").strip();
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  /// The same for an entry of a lexicon, which has no line ends.
  static String ofEntry(String written) {
    String apart = GROWN_TOGETHER.matcher(plain(written)).replaceAll(" ");
    return BREAK.matcher(apart).replaceAll(" ").strip();
  }

  private static String plain(String text) {
    var kept = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> keep(codePoint, kept));
    String composed = Normalizer.normalize(kept, Normalizer.Form.NFC);
    String marked = GERSHAYIM.matcher(composed).replaceAll("\"");
    marked = SQUARE.matcher(marked).replaceAll("מ\"ר");
    marked = CUBE.matcher(marked).replaceAll("מ\"ק");
    marked = INCHES.matcher(marked).replaceAll("$1 אינץ'");
    marked = BEFORE_DIGIT.matcher(marked).replaceAll("");
    return AFTER_DIGIT.matcher(marked).replaceAll(" ");
  }

  private static void keep(int codePoint, StringBuilder kept) {
    switch (codePoint) {
      case '\n', 0x2028, 0x2029, 0x85, 0x0B, 0x0C -> kept.append('\n');
      case '\r' -> {}
      case '\t', 0xA0 -> kept.append(' ');
      case '״', '“', '”', '„', '‟', '«', '»', '″' -> kept.append('"');
      case '׳', '’', '‘', '‚', '‛', '′', '´', '`' -> kept.append(codePoint == '`' ? '`' : '\'');
      case '־', '‐', '‑', '−', '﹣', '－' -> kept.append('-');
      case '‒' -> kept.append('–');
      case '―' -> kept.append('—');
      case '⁄', '∕' -> kept.append('/');
      case '°', '^', '½', '¼', '¾' -> kept.appendCodePoint(codePoint);
      default -> keepByKind(codePoint, kept);
    }
  }

  private static void keepByKind(int codePoint, StringBuilder kept) {
    int digit = Character.digit(codePoint, 10);
    if (digit >= 0) {
      kept.append((char) ('0' + digit));
      return;
    }
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.ENCLOSING_MARK,
          Character.MODIFIER_SYMBOL -> {}
      case Character.OTHER_SYMBOL -> kept.append(' ');
      case Character.SPACE_SEPARATOR -> kept.append(' ');
      default -> {
        if (!isForEyes(codePoint)) {
          kept.appendCodePoint(codePoint);
        }
      }
    }
  }

  private static boolean isForEyes(int codePoint) {
    boolean cantillation = codePoint >= 0x0591 && codePoint <= 0x05AF;
    boolean variation =
        codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    return cantillation
        || variation
        || codePoint == 0x034F
        || codePoint > 0x7F && Character.isExtendedPictographic(codePoint);
  }
}
