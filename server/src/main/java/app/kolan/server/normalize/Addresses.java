package app.kolan.server.normalize;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// E-mail and web addresses, with their signs in words.
///
/// The scheme, `www`, a query and a fragment are left out: nobody can write them down by ear.
final class Addresses implements NormalizationRule {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?:mailto:)?([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@" + LABEL + "(?:\\." + LABEL + "){1,6})");
  private static final Pattern LINK =
      Pattern.compile(
          "(?:https?://(?:www\\.)?|www\\.)("
              + LABEL
              + "(?:\\."
              + LABEL
              + "){0,6}(?::\\d{1,5})?"
              + "(?:/[A-Za-z0-9._~%/+-]{0,200})?)(?:[?#][^\\s]{0,400})?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "((?:"
              + LABEL
              + "\\.){1,5}(?:com|net|org|il|io|ai|app|info|co|gov|edu|me|tv|biz|dev|online"
              + "|shop|store|site|uk|us|eu|ly|clinic|health|law|studio|design|cloud|tech|xyz|club"
              + "|live|news|blog|art|center|care|digital|media|agency|link|page|world|today|team)(?![A-Za-z0-9])(?:/[A-Za-z0-9._~%/+-]{0,200})?)"
              + "(?:[?#][^\\s]{0,400})?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LAST_MARKS = Pattern.compile("[./-]+$");
  private static final Pattern PART = Pattern.compile("[A-Za-z]+|\\d+|[^A-Za-z0-9]");

  private static final Map<String, String> HEBREW_PARTS =
      Map.ofEntries(
          Map.entry("com", "קום"),
          Map.entry("co", "קו"),
          Map.entry("il", "איי אל"),
          Map.entry("org", "אורג"),
          Map.entry("net", "נט"),
          Map.entry("gov", "גוב"),
          Map.entry("info", "אינפו"),
          Map.entry("gmail", "ג'ימייל"),
          Map.entry("hotmail", "הוטמייל"),
          Map.entry("outlook", "אאוטלוק"),
          Map.entry("walla", "וואלה"),
          Map.entry(".", "נקודה"),
          Map.entry("@", "שטרודל"),
          Map.entry("/", "לוכסן"),
          Map.entry("-", "מקף"),
          Map.entry("_", "קו תחתון"),
          Map.entry("+", "פלוס"),
          Map.entry(":", "נקודתיים"));
  private static final Map<String, String> ENGLISH_PARTS =
      Map.of(
          ".",
          "dot",
          "@",
          "at",
          "/",
          "slash",
          "-",
          "dash",
          "_",
          "underscore",
          "+",
          "plus",
          ":",
          "colon");

  private final SpokenLanguage language;

  Addresses(SpokenLanguage language) {
    this.language = language;
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at()) && place.prefix().isEmpty()) {
      return null;
    }
    for (Pattern pattern : new Pattern[] {EMAIL, LINK, NAME}) {
      Matcher found = place.matcher(pattern);
      if (found.lookingAt()) {
        String address = found.group(1);
        String kept = LAST_MARKS.matcher(address).replaceFirst("");
        boolean shortened = found.end() == found.end(1) && !address.endsWith("/");
        int end = shortened ? found.start(1) + kept.length() : found.end();
        return new Replacement(said(kept), end);
      }
    }
    return null;
  }

  private String said(String address) {
    var words = new StringBuilder();
    Matcher part = PART.matcher(address);
    while (part.find()) {
      words.append(words.isEmpty() ? "" : " ").append(part(part.group()));
    }
    return words.toString();
  }

  private String part(String part) {
    boolean digits = Letters.isDigit(part.charAt(0));
    return switch (language) {
      case HEBREW ->
          digits
              ? DigitStrings.inGroups(part)
              : HEBREW_PARTS.getOrDefault(
                  part.toLowerCase(Locale.ROOT),
                  Letters.isLatin(part.charAt(0)) ? LatinWords.inHebrew(part) : "");
      case ENGLISH, OTHER ->
          digits
              ? EnglishNumbers.digits(part)
              : ENGLISH_PARTS.getOrDefault(part, Letters.isLatin(part.charAt(0)) ? part : "");
    };
  }
}
