package app.kolan.server.media.playout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Maps the time of an utterance to its words, so that the history contains what was heard.
///
/// Within a clause the words are assumed to be spread evenly over its audio, by letters. One thread
/// writes; any thread may read.
public final class SpokenText {
  /// The minimum duration of a letter while a clause's length is not known.
  private static final long MILLIS_A_LETTER = 70;

  private final List<Clause> clauses = new ArrayList<>();

  /// A stretch of text and the time in which it is heard, from the beginning of the utterance.
  private static final class Clause {
    private final String text;
    private final long from;
    private long to;
    private boolean whole;

    Clause(String text, long from) {
      this.text = text;
      this.from = from;
      this.to = from;
    }

    /// The words of it that are heard completely by a time.
    String until(long moment) {
      if (whole && moment >= to) {
        return text;
      }
      long length = whole ? to - from : Math.max(to - from, text.length() * MILLIS_A_LETTER);
      int end =
          (int) Math.min(text.length(), text.length() * (moment - from) / Math.max(1, length));
      while (end > 0 && end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end--;
      }
      return text.substring(0, end);
    }
  }

  /// Begins the next clause.
  ///
  /// @param from where its audio begins
  public synchronized void begin(String text, Duration from) {
    clauses.add(new Clause(text, from.toMillis()));
  }

  /// The audio of the last clause extends at least to here.
  public synchronized void reaches(Duration to) {
    clauses.getLast().to = to.toMillis();
  }

  /// The audio of the last clause is complete.
  public synchronized void complete() {
    clauses.getLast().whole = true;
  }

  /// The number of clauses so far, for a later call of [#between].
  public synchronized int size() {
    return clauses.size();
  }

  /// All words of some clauses.
  ///
  /// @param first the first of them, from 0
  /// @param end the one after the last
  public synchronized String all(int first, int end) {
    var all = new StringBuilder();
    clauses.subList(first, end).forEach(clause -> all.append(clause.text));
    return all.toString().strip();
  }

  /// The words that were heard completely by a time.
  public String until(Duration moment) {
    return between(0, size(), moment);
  }

  /// The words that were written so far and not heard by a time; empty when all was heard.
  public synchronized String after(Duration moment) {
    return rest(all(0, size()), until(moment));
  }

  /// What of a text is left behind its beginning; empty when it does not begin so.
  public static String rest(String all, String beginning) {
    return all.startsWith(beginning) ? all.substring(beginning.length()).strip() : "";
  }

  /// The words of some clauses that were heard completely by a time.
  ///
  /// @param first the first of them, from 0
  /// @param end the one after the last
  public synchronized String between(int first, int end, Duration moment) {
    var heard = new StringBuilder();
    for (Clause clause : clauses.subList(first, end)) {
      if (clause.from < moment.toMillis()) {
        heard.append(clause.until(moment.toMillis()));
      }
    }
    return heard.toString().strip();
  }
}
