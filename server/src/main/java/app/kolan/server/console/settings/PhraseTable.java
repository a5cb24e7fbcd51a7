package app.kolan.server.console.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sentences in another language for English ones, which name numbers, files and addresses: a list
/// of patterns with words for each, of which the first that fits is taken. Safe to share.
///
/// A line of the list is `pattern => words`. In the words, `{1}` stands for what the pattern's
/// first group has found, as it is; `{1?}` for its words, or for what was found when there are
/// none; `{1!}` for its words, without which the line does not fit; `{1#}` for its words, or for
/// what was found as code. What stands as it is, is isolated from the direction of the words around
/// it. Code is between backticks.
final class PhraseTable {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)([!?#]?)}");

  /// A preposition of Hebrew's is one word with what follows it, and is joined by a hyphen to what
  /// is not Hebrew.
  private static final Pattern OPEN_WITH_ARTICLE = Pattern.compile("(?<![א-ת])([בל])־ה(?=[א-ת])");

  private static final Pattern OPEN = Pattern.compile("(?<![א-ת])([בלמשו])־(?=[א-ת])");

  /// How deep parts of parts are looked up.
  private static final int DEEPEST = 6;

  /// How many sentences are looked up once: a page that is asked for anew has the same ones, and
  /// some take milliseconds.
  private static final int KNOWN = 500;

  private final List<Phrase> phrases;

  private final Map<String, Optional<String>> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
          return size() > KNOWN;
        }
      };

  private record Phrase(Pattern english, String words) {}

  private PhraseTable(List<Phrase> phrases) {
    this.phrases = phrases;
  }

  /// @param name of a resource
  static PhraseTable load(String name) {
    try (InputStream file = PhraseTable.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PhraseTable of(String lines) {
    return new PhraseTable(
        lines
            .lines()
            .filter(line -> !line.startsWith("#") && line.contains(" => "))
            .map(line -> line.split(" => ", 2))
            .map(parts -> new Phrase(Pattern.compile(parts[0]), parts[1].strip()))
            .toList());
  }

  /// The words for a sentence; empty when no line fits.
  Optional<String> words(String english) {
    Optional<String> before;
    synchronized (known) {
      before = known.get(english);
    }
    if (before != null) {
      return before;
    }
    Optional<String> words = Optional.ofNullable(words(english, 0));
    synchronized (known) {
      known.put(english, words);
    }
    return words;
  }

  private @Nullable String words(String english, int depth) {
    if (depth > DEEPEST) {
      return null;
    }
    for (Phrase phrase : phrases) {
      Matcher found = phrase.english().matcher(english);
      if (found.matches()) {
        String words = filled(phrase.words(), found, depth + 1);
        if (words != null) {
          return words;
        }
      }
    }
    return null;
  }

  private @Nullable String filled(String words, MatchResult found, int depth) {
    var filled = new StringBuilder();
    Matcher place = PLACE.matcher(words);
    while (place.find()) {
      String part = found.group(Integer.parseInt(place.group(1)));
      String filling =
          isApart(words, place.start())
              ? part
              : filling(part == null ? "" : part, place.group(2), depth);
      if (filling == null) {
        return null;
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(filling));
    }
    place.appendTail(filled);
    String joined = OPEN_WITH_ARTICLE.matcher(filled).replaceAll("$1");
    return OPEN.matcher(joined).replaceAll("$1");
  }

  /// Whether a place is within code, or within what is isolated already.
  private static boolean isApart(String words, int place) {
    String before = words.substring(0, place);
    boolean inCode = before.chars().filter(each -> each == '`').count() % 2 > 0;
    return inCode || before.lastIndexOf('\u2068') > before.lastIndexOf('\u2069');
  }

  private @Nullable String filling(String part, String how, int depth) {
    return switch (how) {
      case "!" -> words(part, depth);
      case "?" -> {
        String words = words(part, depth);
        yield words == null ? isolated(part) : words;
      }
      case "#" -> {
        boolean ended = part.endsWith(".");
        String bare = ended ? part.substring(0, part.length() - 1) : part;
        String words = words(bare, depth);
        yield (words == null ? code(bare) : words) + (ended ? "." : "");
      }
      default -> isolated(part);
    };
  }

  private static String isolated(String part) {
    return part.isEmpty() || part.startsWith("`") ? part : "\u2068" + part + "\u2069";
  }

  private static String code(String part) {
    return part.contains("`") ? isolated(part) : "`" + part + "`";
  }
}
