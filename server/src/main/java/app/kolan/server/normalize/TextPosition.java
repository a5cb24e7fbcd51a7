package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in a text at which something may be read in another way than it is written.
///
/// @param text the whole text, for access to the neighbours
/// @param at where the thing begins
/// @param prefix the Hebrew letters joined to its front, which end before it and its hyphen
record TextPosition(String text, int at, String prefix) {
  private static final int LONGEST_CONTEXT = 100;
  private static final int LONGEST_WORD = 40;
  private static final String SEPARATORS = " :#";
  private static final int MOST_SEPARATORS = 3;

  /// A matcher at this position that also sees the surrounding text.
  Matcher matcher(Pattern pattern) {
    return matcher(pattern, at);
  }

  Matcher matcher(Pattern pattern, int from) {
    return pattern
        .matcher(text)
        .useTransparentBounds(true)
        .useAnchoringBounds(false)
        .region(from, text.length());
  }

  /// The word before, without punctuation between; empty when there is none.
  String wordBefore() {
    return lastWord(textBefore());
  }

  /// The word before, also when a comma stands between.
  String wordBeforeComma() {
    String before = textBefore();
    int end = endWithout(before, " ", 1);
    return wordEndingAt(before, endWithout(before.substring(0, end), ",", 1));
  }

  /// Whether the text before, up to 100 characters of it, ends with this.
  boolean isPrecededBy(Pattern what) {
    return what.matcher(textBefore()).find();
  }

  /// The word before the word before.
  String secondWordBefore() {
    String before = textBefore();
    int end = endWithout(before, SEPARATORS, MOST_SEPARATORS);
    return lastWord(before.substring(0, startOfWord(before, end)));
  }

  /// What joins the two ends of a range that begins here: בין חמש לשבע, but חמש עד שבע.
  String joint() {
    String before = wordBefore();
    boolean between =
        before.endsWith("בין")
            || (before.startsWith("הש") || before.equals("התאריכים"))
                && secondWordBefore().endsWith("בין");
    return between ? " ל" : " עד ";
  }

  private static String lastWord(String before) {
    return wordEndingAt(before, endWithout(before, SEPARATORS, MOST_SEPARATORS));
  }

  private static String wordEndingAt(String before, int end) {
    return EightVowelPoints.without(before.substring(startOfWord(before, end), end));
  }

  private static int startOfWord(String before, int end) {
    int start = end;
    while (start > 0 && end - start < LONGEST_WORD && isOfWord(before.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfWord(char character) {
    return character == '"' || character == '\'' || Letters.isOfWord(character);
  }

  /// The end of a text without the last few of some characters.
  private static int endWithout(String text, String characters, int most) {
    int end = text.length();
    while (end > 0 && text.length() - end < most && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private String textBefore() {
    int end = at;
    while (end > 0 && "-–".indexOf(text.charAt(end - 1)) >= 0 && !prefix.isEmpty()) {
      end--;
    }
    end -= prefix.length();
    return text.substring(Math.max(0, end - LONGEST_CONTEXT), Math.max(0, end));
  }

  /// Whether what follows an index is this, with at most one space between.
  boolean follows(int index, Pattern what) {
    return matcher(what, index).lookingAt();
  }
}
