package app.kolan.server.normalize;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;

/// The language that a text is read aloud in.
public enum SpokenLanguage {
  /// Hebrew, with English words in it where the text has them.
  HEBREW,
  /// English.
  ENGLISH,
  /// Another one, in letters of its own: its voice reads numbers itself.
  OTHER;

  private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}+");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<!\\S)(?:https?://|www\\.|[A-Za-z0-9._%+-]{1,64}@)[!-~]{1,200}"
              + "|(?<!\\S)[A-Za-z0-9.-]{1,64}\\.(?:com|il|org|net)(?![A-Za-z0-9])[!-~]{0,200}");

  /// Latin letters that a Hebrew text has beside its numbers.
  private static final Set<String> UNITS =
      Set.of(
          "NIS", "ILS", "USD", "EUR", "GB", "MB", "KB", "TB", "km", "kg", "cm", "mm", "ml", "sqm");

  /// The language of a text by its letters: another one when it has Cyrillic or Arabic letters and
  /// no Hebrew one, English only when it has a Latin word and no Hebrew letter. A single letter or
  /// a unit beside a number, as in 40x60 or 250 NIS, is no word, nor is an address.
  ///
  /// A text without letters is Hebrew. A caller that knows the language of the whole response
  /// passes it instead: one clause of a Hebrew response may be a single English name.
  public static SpokenLanguage of(String text) {
    if (text.codePoints().anyMatch(Letters::isHebrew)) {
      return HEBREW;
    }
    if (text.codePoints().anyMatch(SpokenLanguage::isOther)) {
      return OTHER;
    }
    String words = ADDRESS.matcher(HtmlMarkup.removed(text)).replaceAll("");
    boolean numbers = words.codePoints().anyMatch(Letters::isDigit);
    return LATIN
            .matcher(words)
            .results()
            .allMatch(run -> numbers && (run.group().length() == 1 || UNITS.contains(run.group())))
        ? HEBREW
        : ENGLISH;
  }

  private static boolean isOther(int letter) {
    UnicodeScript script = UnicodeScript.of(letter);
    return script == UnicodeScript.CYRILLIC || script == UnicodeScript.ARABIC;
  }
}
