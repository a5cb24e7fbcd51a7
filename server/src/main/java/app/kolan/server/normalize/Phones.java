package app.kolan.server.normalize;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Telephone numbers, read digit by digit with a pause at each group.
///
/// Groups are those of the text; a part that has none is cut as Israelis do: three digits, then
/// four.
final class Phones implements NormalizationRule {
  private static final Pattern WORLD =
      Pattern.compile("(?:\\+|00(?=[1-9]))(\\d{1,3}(?:[- ]?\\(?\\d{1,7}\\)?){1,6})(?!\\d)");
  private static final Pattern MOBILE =
      Pattern.compile("(0[57]\\d)[- ]?(\\d(?:[- ]?\\d){6})(?!-?\\d)");
  private static final Pattern LAND =
      Pattern.compile("\\(?(0[23489])\\)?[- ]?(\\d(?:[- ]?\\d){6})(?!-?\\d)");
  private static final Pattern SERVICE =
      Pattern.compile("1-?([5789])00-?(\\d(?:-?\\d){5})(?!-?\\d)");
  private static final Pattern STAR =
      Pattern.compile("(?<![\\d*] ?)(?:\\*\\s?(?=\\d{3})|\\*)(\\d{1,6})(#?)(?![\\d*])");
  private static final Pattern KEY_SEQUENCE =
      Pattern.compile("[*#]{2,3}\\d{1,12}(?:[*#]\\d{0,12}){0,3}(?![*#\\d])");
  private static final Pattern POUND_FIRST = Pattern.compile("#(\\d{1,12})(?![#*\\d])");
  private static final Pattern DIALLING =
      Pattern.compile("(?:הקישו|הקישי|הקש|להקיש|חייגו|לחייג|קוד[^.!?\\d]{0,20}:)[: ]{0,2}$");
  private static final Pattern STAR_LAST = Pattern.compile("(\\d{3,6})\\*(?!\\w)");
  private static final Pattern KEYS = Pattern.compile("(\\d{1,12})#(?!\\w)");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    int first = place.text().codePointAt(place.at());
    return Letters.isDigit(first) || "+*#(".indexOf(first) >= 0 ? phone(place) : null;
  }

  private static @Nullable Replacement phone(TextPosition place) {
    Matcher world = place.matcher(WORLD);
    if (world.lookingAt() && count(world.group(1)) >= 7) {
      String code = world.group().startsWith("+") ? "פלוס " : "אפס אפס ";
      return new Replacement(code + world(world.group(1)), world.end());
    }
    Matcher mobile = place.matcher(MOBILE);
    Matcher local = mobile.lookingAt() ? mobile : place.matcher(LAND);
    if (local.lookingAt()) {
      return new Replacement(
          HebrewNumbers.digits(local.group(1)) + ", " + DigitStrings.inGroups(local.group(2)),
          local.end());
    }
    Matcher service = place.matcher(SERVICE);
    if (service.lookingAt()) {
      long hundreds = Long.parseLong(service.group(1)) * 100;
      return new Replacement(
          "אחת "
              + HebrewNumbers.cardinal(hundreds, Gender.FEMININE)
              + ", "
              + DigitStrings.inGroups(service.group(2)),
          service.end());
    }
    Matcher sequence = place.matcher(KEY_SEQUENCE);
    if (sequence.lookingAt()) {
      return new Replacement(
          sequence.group().chars().mapToObj(Phones::key).collect(Collectors.joining(" ")),
          sequence.end());
    }
    Matcher pound = place.matcher(POUND_FIRST);
    if (pound.lookingAt() && place.isPrecededBy(DIALLING)) {
      return new Replacement("סולמית " + HebrewNumbers.digits(pound.group(1)), pound.end());
    }
    for (Pattern pattern : List.of(STAR, STAR_LAST)) {
      Matcher star = place.matcher(pattern);
      if (star.lookingAt()) {
        String end = star.group().endsWith("#") ? " סולמית" : "";
        return new Replacement("כוכבית " + HebrewNumbers.digits(star.group(1)) + end, star.end());
      }
    }
    Matcher keys = place.matcher(KEYS);
    return keys.lookingAt()
        ? new Replacement(HebrewNumbers.digits(keys.group(1)) + " סולמית", keys.end())
        : null;
  }

  private static String key(int key) {
    return switch (key) {
      case '*' -> "כוכבית";
      case '#' -> "סולמית";
      default -> HebrewNumbers.digits(Character.toString(key));
    };
  }

  /// An international number: the country, and for Israel the area, before the rest.
  private static String world(String written) {
    String digits = onlyDigits(written);
    if (!digits.startsWith("972")) {
      return DigitStrings.inGroups(written);
    }
    String rest = digits.substring(3);
    boolean mobile = rest.startsWith("5") || rest.startsWith("7");
    int area = Math.min(rest.length(), mobile ? 2 : 1);
    return Arrays.stream(
            new String[] {
              HebrewNumbers.digits("972"),
              HebrewNumbers.digits(rest.substring(0, area)),
              DigitStrings.inGroups(rest.substring(area))
            })
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String onlyDigits(String written) {
    return written.replaceAll("[^0-9]", "");
  }

  private static int count(String written) {
    return onlyDigits(written).length();
  }
}
