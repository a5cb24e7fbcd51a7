package app.kolan.server.normalize;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// English names and acronyms in a Hebrew text, as Israelis pronounce them. Any other English word
/// stays as it is: Hebrew voices read English, and better than a transcription by rule would.
final class LatinWords implements NormalizationRule {
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:-[A-Za-z]+)?(?![A-Za-z])");
  private static final Pattern FIRST = Pattern.compile("[A-Za-z]+");
  private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,5}");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("whatsapp", "וואטסאפ"),
          Map.entry("facebook", "פייסבוק"),
          Map.entry("instagram", "אינסטגרם"),
          Map.entry("google", "גוגל"),
          Map.entry("waze", "ווייז"),
          Map.entry("zoom", "זום"),
          Map.entry("telegram", "טלגרם"),
          Map.entry("youtube", "יוטיוב"),
          Map.entry("paypal", "פייפאל"),
          Map.entry("iphone", "אייפון"),
          Map.entry("wi-fi", "וויי פיי"),
          Map.entry("wifi", "וויי פיי"),
          Map.entry("e-mail", "אימייל"),
          Map.entry("email", "אימייל"),
          Map.entry("mail", "מייל"),
          Map.entry("ok", "אוקיי"));

  private static final String LETTERS =
      "איי בי סי די אי אף ג'י אייץ' איי ג'יי קיי אל אם אן או פי קיו אר אס טי יו וי דאבליו אקס וויי זד";
  private static final String[] LETTER_NAMES = LETTERS.split(" ");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    boolean inWord = place.at() > 0 && Letters.isOfWord(place.text().codePointBefore(place.at()));
    if (inWord && place.prefix().isEmpty()) {
      return null;
    }
    for (Pattern pattern : new Pattern[] {WORD, FIRST}) {
      Matcher word = place.matcher(pattern);
      String spoken = word.lookingAt() ? spoken(word.group()) : null;
      if (spoken != null && !Letters.isOfWord(after(place.text(), word.end()))) {
        return new Replacement(spoken, word.end());
      }
    }
    return null;
  }

  private static int after(String text, int end) {
    return end < text.length() ? text.codePointAt(end) : ' ';
  }

  private static @Nullable String spoken(String word) {
    String name = NAMES.get(word.toLowerCase(Locale.ROOT));
    if (name != null || !ACRONYM.matcher(word).matches()) {
      return name;
    }
    return letters(word);
  }

  /// A word as it is said in Hebrew, or itself.
  static String inHebrew(String word) {
    String spoken = spoken(word);
    return spoken == null ? word : spoken;
  }

  /// The names of the letters, one by one.
  static String letters(String word) {
    return word.toUpperCase(Locale.ROOT)
        .chars()
        .mapToObj(letter -> LETTER_NAMES[letter - 'A'])
        .collect(Collectors.joining(" "));
  }
}
