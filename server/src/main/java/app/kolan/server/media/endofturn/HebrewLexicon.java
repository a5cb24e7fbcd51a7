package app.kolan.server.media.endofturn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The classes of Hebrew words, from `turns/hebrew-words.txt`; words that are not there are judged
/// by their letters.
final class HebrewLexicon {
  /// The lexicon that comes with Kolan.
  static final HebrewLexicon SHIPPED = read("/turns/hebrew-words.txt");

  private static final String BOUND = "bound";
  private static final String CONSTRUCT = "construct";

  private final Map<String, List<String>> classes;

  private HebrewLexicon(Map<String, List<String>> classes) {
    this.classes = classes;
  }

  private static HebrewLexicon read(String resource) {
    try (InputStream in = HebrewLexicon.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads lines of a class, a colon and words; `#` begins a comment.
  private static HebrewLexicon parse(String text) {
    Map<String, List<String>> classes = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        String name = line.substring(0, colon);
        for (String word : line.substring(colon + 1).strip().split(" +", -1)) {
          List<String> of = classes.computeIfAbsent(word, _ -> new ArrayList<>());
          if (!of.contains(name)) {
            of.add(name);
          }
        }
      }
    }
    return new HebrewLexicon(Map.copyOf(classes));
  }

  /// The classes of a word, in the order of the file; at least one. A word that is listed only
  /// without its "and" has the classes of the word behind it, and one that is listed only without
  /// its preposition is a construct still.
  List<String> classesOf(String word) {
    List<String> listed = classes.get(word);
    if (listed != null) {
      return listed;
    }
    if (word.length() > 2 && word.startsWith("ו")) {
      List<String> behind = classes.get(word.substring(1));
      if (behind != null) {
        return behind;
      }
    }
    if (word.length() > 3 && "בלמכש".indexOf(word.charAt(0)) >= 0) {
      List<String> behind = classes.getOrDefault(word.substring(1), List.of());
      if (behind.contains(BOUND)) {
        return List.of(BOUND, CONSTRUCT);
      } else if (behind.contains(CONSTRUCT)) {
        return List.of(CONSTRUCT);
      }
    }
    return List.of(byLetters(word));
  }

  /// The classes in which a word is listed as it is; none for a word that is not.
  List<String> listed(String word) {
    return classes.getOrDefault(word, List.of());
  }

  /// Whether a word is in a class.
  boolean is(String word, String name) {
    return classesOf(word).contains(name);
  }

  private static String byLetters(String word) {
    int length = word.length();
    char first = word.charAt(0);
    if (Character.isDigit(first) || NumberWords.isPart(NumberWords.withoutAnd(word))) {
      return "number";
    } else if (first < 'א' || first > 'ת') {
      return "foreign";
    } else if (length == 1) {
      return "letter";
    } else if (length == 2
        && "ושכלמבה".indexOf(first) >= 0
        && "שלבמכה".indexOf(word.charAt(1)) >= 0) {
      return "prefixes";
    } else if (length >= 4 && word.endsWith("תי")) {
      return "past-i";
    } else if (length >= 5 && (word.endsWith("נו") || word.endsWith("תם"))) {
      return "past-we";
    }
    String ending =
        word.endsWith("ים") || word.endsWith("ות")
            ? "-plural"
            : word.endsWith("ת") ? "-t" : word.endsWith("י") ? "-i" : "";
    if (length < 4) {
      return "short" + ending;
    }
    return switch (first) {
      case 'ה' -> "the" + ending;
      case 'ל' -> "to" + ending;
      case 'ב' -> "in" + ending;
      case 'מ' -> "from" + ending;
      case 'ש' -> "that" + ending;
      case 'ו' -> "and" + ending;
      case 'כ' -> "as" + ending;
      case 'ת', 'י', 'נ', 'א' -> "future-like" + ending;
      default -> "plain" + ending;
    };
  }
}
