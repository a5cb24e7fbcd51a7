package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in a text at which something may be read in another way than it is written.
///
/// @param text the whole text, for access to the neighbours
/// @param at where the thing begins
/// @param prefix the Hebrew letters joined to its front, which end before it and its hyphen
record TextPosition(String text, int at, String prefix) {
  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}\\p{M}\"']{1,40})[ :]{0,2}$");
  private static final Pattern LAST_WORD_BEFORE_COMMA =
      Pattern.compile("([\\p{L}\\p{M}\"']{1,40}),? ?$");

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
    Matcher word = LAST_WORD_BEFORE_COMMA.matcher(textBefore());
    return word.find() ? word.group(1) : "";
  }

  /// Whether the text before, up to 100 characters of it, ends with this.
  boolean isPrecededBy(Pattern what) {
    return what.matcher(textBefore()).find();
  }

  /// The word before the word before.
  String secondWordBefore() {
    String before = textBefore();
    Matcher last = LAST_WORD.matcher(before);
    return last.find() ? lastWord(before.substring(0, last.start())) : "";
  }

  /// What joins the two ends of a range that begins here: בין חמש לשבע, but חמש עד שבע.
  String joint() {
    String before = wordBefore();
    boolean between =
        before.endsWith("בין") || before.startsWith("הש") && secondWordBefore().endsWith("בין");
    return between ? " ל" : " עד ";
  }

  private static String lastWord(String before) {
    Matcher word = LAST_WORD.matcher(before);
    return word.find() ? word.group(1) : "";
  }

  private String textBefore() {
    int end = at;
    while (end > 0 && "-–".indexOf(text.charAt(end - 1)) >= 0 && !prefix.isEmpty()) {
      end--;
    }
    end -= prefix.length();
    return text.substring(Math.max(0, end - 100), Math.max(0, end));
  }

  /// Whether what follows an index is this, with at most one space between.
  boolean follows(int index, Pattern what) {
    return matcher(what, index).lookingAt();
  }
}
