package app.kolan.server.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Splits a text that arrives in pieces into clauses that a synthesizer can begin to read.
///
/// A clause ends with its sentence, or at a comma, semicolon, colon or dash once it is long enough.
/// All of these end it only when a space follows, so that no number, time, price or address is
/// split; nor is an abbreviation, a list's number, or text in quotes or brackets. A clause that
/// grows to the maximum length is split at its last space, if possible not after a number.
///
/// The concatenated clauses are the text, white space included. Where the pieces were divided makes
/// no difference: each character is examined by itself, with those before it. Used by one thread.
public final class ClauseSplitter {
  /// The maximum length of a clause without any space, as a multiple of the longest length.
  private static final int NO_SPACE = 4;

  private static final String SENTENCE_ENDS = ".!?…";
  private static final String CLAUSE_ENDS = ",;:،؛";
  private static final String DASHES = "-–—";
  private static final String OPENING = "([{“„«";
  private static final String CLOSING = ")]}”»";
  private static final Pattern LIST_NUMBER = Pattern.compile("\\s*\\d{1,2}\\.");
  private static final Pattern DAY_OR_DATE =
      Pattern.compile(
          "(?:^|[^\\d.,])\\d{1,2}\\.\\d{1,2}$|(?<![א-ת])[א-ו]['׳]$|יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)$");
  private static final Set<String> ABBREVIATIONS =
      Set.of("dr", "mr", "mrs", "ms", "prof", "st", "no", "vs", "tel", "approx", "a.m", "p.m");

  private final ClauseLengths lengths;
  private final StringBuilder clause = new StringBuilder();
  private boolean firstClause = true;
  private int open;
  private boolean quoted;

  public ClauseSplitter(ClauseLengths lengths) {
    this.lengths = lengths;
  }

  /// Adds the next piece of the text; returns the clauses that it completes.
  public List<String> feed(String piece) {
    var clauses = new ArrayList<String>();
    piece.chars().forEach(character -> take((char) character, clauses));
    return clauses;
  }

  /// Ends the text; returns the rest, if any. The next piece begins another text.
  public List<String> finish() {
    List<String> rest = clause.isEmpty() ? List.of() : List.of(clause.toString());
    clause.setLength(0);
    firstClause = true;
    shut();
    return rest;
  }

  private void take(char next, List<String> clauses) {
    closeQuote(next);
    clause.append(next);
    if (Character.isWhitespace(next)) {
      if (endsHere(next)) {
        cut(clause.length(), clauses);
        return;
      }
    } else {
      openOrClose(next);
    }
    if (clause.length() >= lengths.longest()) {
      cutByForce(clauses);
    }
  }

  private boolean endsHere(char space) {
    int end = lengthWithoutSpace();
    if (end == 0) {
      return false;
    }
    if (space == '\n') {
      return true;
    }
    if (open > 0 || quoted || clause.length() - end > 1) {
      return false;
    }
    int mark = end - 1;
    while (mark > 0 && isClosing(clause.charAt(mark))) {
      mark--;
    }
    char last = clause.charAt(mark);
    if (SENTENCE_ENDS.indexOf(last) >= 0) {
      return last != '.' || !isAbbreviation(mark);
    }
    if (last == ',' && leadsToDate(mark)) {
      return false;
    }
    boolean longEnough = end >= (firstClause ? lengths.first() : lengths.shortest());
    return longEnough && (CLAUSE_ENDS.indexOf(last) >= 0 || isPausingDash(mark));
  }

  /// Whether a comma stands between a day and its date or its hour: יום ג', 12.3, בשעה 16:30.
  private boolean leadsToDate(int comma) {
    return DAY_OR_DATE.matcher(clause.substring(Math.max(0, comma - 12), comma)).find();
  }

  private int lengthWithoutSpace() {
    int end = clause.length();
    while (end > 0 && Character.isWhitespace(clause.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isClosing(char mark) {
    return CLOSING.indexOf(mark) >= 0 || mark == '"' || mark == '\'' || mark == '*';
  }

  /// A dash with spaces around it, unless it may stand between two numbers.
  private boolean isPausingDash(int at) {
    if (DASHES.indexOf(clause.charAt(at)) < 0 || at == 0) {
      return false;
    }
    int before = at - 1;
    boolean spaced = Character.isWhitespace(clause.charAt(before));
    while (before > 0 && Character.isWhitespace(clause.charAt(before))) {
      before--;
    }
    return spaced
        && !Letters.isDigit(clause.charAt(before))
        && !Character.isWhitespace(clause.charAt(before));
  }

  /// Whether a full stop belongs to an abbreviation (Dr., ת.ד.), an initial, or a list's number.
  private boolean isAbbreviation(int stop) {
    if (LIST_NUMBER.matcher(clause.substring(0, stop + 1)).matches()) {
      return true;
    }
    int start = stop;
    while (start > 0 && isOfAbbreviation(clause.charAt(start - 1))) {
      start--;
    }
    String word = clause.substring(start, stop);
    if (start > 1
        && clause.charAt(start - 1) == '"'
        && Letters.isHebrew(clause.charAt(start - 2))) {
      return false;
    }
    boolean initial =
        word.length() == 1 && Letters.isOfWord(word.charAt(0))
            || word.length() == 3 && word.charAt(1) == '.' && Letters.isOfWord(word.charAt(0));
    return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean isOfAbbreviation(char character) {
    return character == '.' || Letters.isOfWordOrDigit(character);
  }

  private void openOrClose(char mark) {
    if (OPENING.indexOf(mark) >= 0) {
      open++;
    } else if (CLOSING.indexOf(mark) >= 0) {
      open = Math.max(0, open - 1);
    } else if (mark == '"' && !quoted && !followsWord()) {
      quoted = true;
    }
  }

  /// Whether the last character stands right after a word, a number or its mark.
  private boolean followsWord() {
    if (clause.length() < 2) {
      return false;
    }
    char before = clause.charAt(clause.length() - 2);
    return !Character.isWhitespace(before)
        && OPENING.indexOf(before) < 0
        && DASHES.indexOf(before) < 0;
  }

  /// A quote is closed by a sign after which no letter follows; else the sign is a gershayim.
  private void closeQuote(char next) {
    int last = clause.length() - 1;
    if (quoted && last > 0 && clause.charAt(last) == '"' && followsWord()) {
      quoted = Letters.isHebrew(next);
    }
  }

  private void cutByForce(List<String> clauses) {
    int after = lastSpace(true);
    if (after < 0) {
      after = lastSpace(false);
    }
    boolean endless = clause.length() >= lengths.longest() * NO_SPACE;
    if (after > 0) {
      cut(after, clauses);
    } else if (endless && !Character.isHighSurrogate(clause.charAt(clause.length() - 1))) {
      cut(clause.length(), clauses);
    }
  }

  /// The end of the last space that something else stands before; negative when there is none.
  private int lastSpace(boolean afterWord) {
    int first = 0;
    while (first < clause.length() && Character.isWhitespace(clause.charAt(first))) {
      first++;
    }
    for (int at = clause.length() - 1; at > first; at--) {
      boolean space = Character.isWhitespace(clause.charAt(at));
      char before = clause.charAt(at - 1);
      if (space && (!afterWord || Letters.isOfWord(before) || CLAUSE_ENDS.indexOf(before) >= 0)) {
        return at + 1;
      }
    }
    return -1;
  }

  /// Emits the clause up to an end. The text after it is examined again, as if it came now.
  private void cut(int end, List<String> clauses) {
    clauses.add(clause.substring(0, end));
    String rest = clause.substring(end);
    clause.setLength(0);
    firstClause = false;
    shut();
    rest.chars().forEach(character -> take((char) character, clauses));
  }

  private void shut() {
    open = 0;
    quoted = false;
  }
}
