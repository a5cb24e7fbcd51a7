package app.kolan.server.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Text as it is searched: words without niqqud, with every letter in one form.
///
/// A word is found by a part of it. Hebrew puts ו, ה, ב, כ, ל, מ and ש before words, so that a word
/// is also found by the same word with others of these: בוקר finds בבוקר, and בבוקר finds בוקר and
/// לבוקר.
public final class SearchText {
  private static final String FINALS = "ךםןףץ";
  private static final String REGULAR = "כמנפצ";
  private static final String PREFIXES = "והבכלמש";
  private static final int MOST_PREFIXES = 3;
  private static final int SHORTEST_STEM = 3;

  /// Behind more than one prefix; otherwise too much would be found.
  private static final int SHORTEST_STEM_OF_SEVERAL = 4;

  private static final Pattern NUMBER = Pattern.compile("[0-9 ().+-]*[0-9][0-9 ().+-]*");

  private SearchText() {}

  /// The words of a text: runs of letters and digits. Geresh, gershayim and apostrophes within a
  /// word are left out, so that צה״ל is צהל.
  public static List<String> words(String text) {
    String decomposed =
        (isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD))
            .toLowerCase(Locale.ROOT);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int i = 0; i < decomposed.length(); ) {
      int point = decomposed.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isLetter(point)) {
        append(word, point);
      } else if (Character.digit(point, 10) >= 0) {
        word.append(Character.digit(point, 10));
      } else if (!isWithinWord(point)) {
        end(word, words);
      }
    }
    end(word, words);
    return words;
  }

  /// Whether a text has only ASCII and Hebrew letters, which nothing is to be decomposed of.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && (c < 'א' || c > 'ת')) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder word, int point) {
    switch (point) {
      case 'װ' -> word.append("וו");
      case 'ױ' -> word.append("וי");
      case 'ײ' -> word.append("יי");
      default -> {
        int end = FINALS.indexOf(point);
        word.appendCodePoint(end < 0 ? point : REGULAR.charAt(end));
      }
    }
  }

  private static boolean isWithinWord(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.FORMAT
        || point == '׳'
        || point == '״'
        || point == '\''
        || point == '"'
        || point == '’';
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /// The words of which all are to be found. A telephone number is one, however it is parted; a
  /// single letter is none.
  public static List<String> query(String typed) {
    var plain = new StringBuilder(typed.length());
    typed
        .codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT)
        .forEach(plain::appendCodePoint);
    String text = plain.toString().strip();
    if (NUMBER.matcher(text).matches()) {
      String digits = text.replaceAll("[^0-9]", "");
      return digits.length() < 2 ? List.of() : List.of(digits);
    }
    return words(text).stream().filter(word -> word.length() > 1).distinct().toList();
  }

  /// A number in E.164 as the words by which it is found: as it is dialled from abroad, and from
  /// home where that is known.
  public static List<String> number(String e164) {
    String digits = e164.replaceAll("[^0-9]", "");
    return digits.startsWith("972") && digits.length() > 10
        ? List.of(digits, "0" + digits.substring(3))
        : List.of(digits);
  }

  /// A word of a query.
  ///
  /// @param stems the word, and what is left of it without its prefixes
  public record Sought(String word, List<String> stems) {
    public Sought {
      stems = List.copyOf(stems);
    }

    public static Sought of(String word) {
      return new Sought(word, SearchText.stems(word));
    }

    /// Whether it finds a word of a text.
    public boolean finds(String other) {
      if (word.length() < SHORTEST_STEM) {
        return other.startsWith(word) || other.endsWith(word);
      }
      return other.contains(word) || stems.stream().anyMatch(stem -> isStemOf(stem, other));
    }

    private static boolean isStemOf(String stem, String other) {
      for (int i = 0; i <= MOST_PREFIXES; i++) {
        if (other.startsWith(stem, i)) {
          return true;
        }
        if (i >= other.length() || PREFIXES.indexOf(other.charAt(i)) < 0) {
          return false;
        }
      }
      return false;
    }
  }

  /// The word, and what is left of it without its prefixes; the shortest comes last.
  public static List<String> stems(String word) {
    var stems = new ArrayList<>(List.of(word));
    String rest = word;
    for (int i = 1; i <= MOST_PREFIXES; i++) {
      int shortest = i == 1 ? SHORTEST_STEM : SHORTEST_STEM_OF_SEVERAL;
      if (rest.length() <= shortest || PREFIXES.indexOf(rest.charAt(0)) < 0) {
        break;
      }
      rest = rest.substring(1);
      stems.add(rest);
    }
    return stems;
  }

  /// What is indexed of a text's words: the hashes of their trigrams, and of the first and the last
  /// two letters of each. They are of one business: those of another one are other numbers.
  public static int[] grams(long business, Iterable<String> words) {
    Set<Integer> grams = new LinkedHashSet<>();
    for (String word : words) {
      int length = word.length();
      if (length > 1) {
        grams.add(gram(business, word.substring(0, 2)));
        grams.add(gram(business, word.substring(length - 2)));
      }
      for (int i = 0; i + SHORTEST_STEM <= length; i++) {
        grams.add(gram(business, word.substring(i, i + SHORTEST_STEM)));
      }
    }
    return ints(grams);
  }

  /// The grams that every text has in which all words of a query are found; a text that has them
  /// need not be one.
  public static int[] soughtGrams(long business, List<String> query) {
    Set<Integer> grams = new LinkedHashSet<>();
    for (String word : query) {
      String stem = stems(word).getLast();
      if (stem.length() < SHORTEST_STEM) {
        grams.add(gram(business, stem));
      }
      for (int i = 0; i + SHORTEST_STEM <= stem.length(); i++) {
        grams.add(gram(business, stem.substring(i, i + SHORTEST_STEM)));
      }
    }
    return ints(grams);
  }

  private static int[] ints(Set<Integer> grams) {
    int[] sorted = grams.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /// Not negative; the same in every run.
  private static int gram(long business, String letters) {
    long hash = business * 0x9E3779B97F4A7C15L + letters.length();
    for (int i = 0; i < letters.length(); i++) {
      hash = (hash ^ letters.charAt(i)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    return (int) (hash & Integer.MAX_VALUE);
  }
}
