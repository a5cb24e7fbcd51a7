package app.kolan.server.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words from outside, marked as data for a model: what a server answered, what stands in a
/// business's texts, what callers called themselves and left in earlier calls. Whatever reaches a
/// model and was written by nobody of Kolan's goes through here, so that there is one form, which
/// the instructions explain: what stands between the marks tells what is, and never what to do.
///
/// ```
/// <data from="look_up_caller">
/// …
/// </data>
/// ```
///
/// No such words can end the marks or open others: angle brackets in them are replaced by ‹ and ›.
public final class OutsideData {
  private static final String OPEN = "<data from=\"";
  private static final String CLOSE = "\n</data>";
  private static final String CUT_OFF = "… (cut off here)";
  private static final int MOST_OF_A_LABEL = 200;
  private static final Pattern LABEL = Pattern.compile("<data from=\"([^\"]*)\">\\n");

  private OutsideData() {}

  /// The words, marked.
  ///
  /// @param from whence they are, such as the name of a tool; it may be from outside itself
  public static String mark(String from, String words) {
    return OPEN + label(from) + "\">\n" + plain(words) + CLOSE;
  }

  private static String label(String from) {
    String label = plain(from).replaceAll("[\\s\"]+", " ").strip();
    return label.length() <= MOST_OF_A_LABEL ? label : label.substring(0, whole(label));
  }

  private static int whole(String label) {
    return Character.isHighSurrogate(label.charAt(MOST_OF_A_LABEL - 1))
        ? MOST_OF_A_LABEL - 1
        : MOST_OF_A_LABEL;
  }

  /// Format characters go as well: marks of direction, and those that look like nothing.
  private static String plain(String words) {
    var plain = new StringBuilder(words.length());
    words
        .codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT)
        .forEach(
            point -> {
              switch (point) {
                case '<', '\uFF1C', '\uFE64' -> plain.append('‹');
                case '>', '\uFF1E', '\uFE65' -> plain.append('›');
                default -> plain.appendCodePoint(point);
              }
            });
    return plain.toString();
  }

  /// Whence the marked words of a text are, in their order.
  public static List<String> origins(String text) {
    var origins = new ArrayList<String>();
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      origins.add(label.group(1));
    }
    return List.copyOf(origins);
  }

  /// A text with no more than so many letters and a note that it was cut, whose marks are closed.
  public static String cut(String text, int mostLetters) {
    if (text.length() <= mostLetters) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(mostLetters - 1)) ? mostLetters - 1 : mostLetters;
    int open = text.lastIndexOf(OPEN, end - 1);
    if (open < 0) {
      return text.substring(0, end) + CUT_OFF;
    }
    int labelled = text.indexOf(">\n", open);
    if (labelled + 2 > end) {
      return text.substring(0, open) + CUT_OFF;
    }
    int close = text.indexOf(CLOSE, labelled);
    return close + CLOSE.length() <= end
        ? text.substring(0, end) + CUT_OFF
        : text.substring(0, Math.min(close, end)) + CUT_OFF + CLOSE;
  }
}
