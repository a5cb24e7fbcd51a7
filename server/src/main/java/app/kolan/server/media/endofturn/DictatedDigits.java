package app.kolan.server.media.endofturn;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The digits with which a transcript ends, written or spoken, one by one ("אפס חמש") or in groups
/// ("חמישים ושתיים").
///
/// @param digits the digits
/// @param groups in how many numbers they were said
/// @param from the index of the first word of them
record DictatedDigits(String digits, int groups, int from) {
  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9]+(?:[-–־][0-9]+)*");

  /// Finds the digits at the end.
  static DictatedDigits atTheEndOf(TurnWords words) {
    int from = words.size();
    while (from > 0) {
      String word = words.get(from - 1);
      if (isNumber(word) || isRepeat(word) && from < words.size()) {
        from--;
      } else if (withoutPrefix(word) != null) {
        from--;
        break;
      } else {
        break;
      }
    }
    var reader = new Reader();
    for (int i = from; i < words.size(); i++) {
      String bare = i == from ? withoutPrefix(words.get(i)) : null;
      reader.read(bare == null ? words.get(i) : bare);
    }
    reader.flush();
    return new DictatedDigits(reader.digits.toString(), reader.groups, from);
  }

  /// The number of digits.
  int count() {
    return digits.length();
  }

  private static boolean isNumber(String word) {
    return WRITTEN.matcher(word).matches() || NumberWords.isPart(NumberWords.withoutAnd(word));
  }

  private static boolean isRepeat(String word) {
    return word.equals("פעמיים") || word.equals("דאבל");
  }

  /// "to nought five": the first word of a number without its preposition; null for another.
  private static @Nullable String withoutPrefix(String word) {
    String bare = word.length() > 2 && "להב".indexOf(word.charAt(0)) >= 0 ? word.substring(1) : "";
    bare = bare.startsWith("-") ? bare.substring(1) : bare;
    return !bare.isEmpty() && isNumber(bare) && !isNumber(word) ? bare : null;
  }

  /// Reads words of numbers, one after the other.
  private static final class Reader {
    private static final int NONE = 0;
    private static final int UNIT = 1;
    private static final int TENS = 10;
    private static final int HUNDREDS = 100;

    final StringBuilder digits = new StringBuilder();
    int groups;
    private int value = -1;

    /// What can still be added to the value: a unit to tens, tens to hundreds.
    private int open = NONE;

    private boolean twice;

    void read(String word) {
      if (isRepeat(word)) {
        flush();
        twice = true;
      } else if (WRITTEN.matcher(word).matches()) {
        flush();
        groups++;
        word.chars().filter(Character::isDigit).forEach(digit -> digits.append((char) digit));
      } else {
        String bare = NumberWords.withoutAnd(word);
        spoken(bare, !bare.equals(word));
      }
    }

    private void spoken(String word, boolean and) {
      Integer unit = NumberWords.unit(word);
      Integer tens = NumberWords.tens(word);
      Integer hundreds = NumberWords.hundreds(word);
      if (unit != null) {
        add(unit, and && (open == TENS || open == HUNDREDS), UNIT);
        open = value == unit ? UNIT : NONE;
      } else if (tens != null) {
        add(tens, open == HUNDREDS, TENS);
      } else if (NumberWords.isTen(word)) {
        add(10, open == UNIT || open == HUNDREDS, NONE);
      } else if (hundreds != null) {
        add(hundreds, false, HUNDREDS);
      } else if (open == UNIT) {
        value *= 100;
        open = HUNDREDS;
      }
    }

    private void add(int more, boolean toLast, int thenOpen) {
      if (!toLast) {
        flush();
        value = 0;
      }
      value += more;
      open = thenOpen;
    }

    void flush() {
      if (value >= 0) {
        digits.append(value);
        if (twice) {
          digits.append(value);
        }
        twice = false;
        groups++;
      }
      value = -1;
      open = NONE;
    }
  }
}
