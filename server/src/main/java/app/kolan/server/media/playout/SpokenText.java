package app.kolan.server.media.playout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which words of an utterance are heard when: so that what enters the history is what was heard.
///
/// Within a clause the words are taken to be spread evenly over its sound, letter by letter. One
/// thread writes; any may read.
public final class SpokenText {
  /// How long a letter lasts at the least, as long as it is not known.
  private static final long MILLIS_A_LETTER = 70;

  private final List<Clause> clauses = new ArrayList<>();

  /// A stretch of text and the time in which it is heard, from the utterance's beginning.
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

    /// The words of it that are heard whole by a moment.
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

  /// The next clause begins to be made.
  ///
  /// @param from where its sound begins
  public synchronized void begin(String text, Duration from) {
    clauses.add(new Clause(text, from.toMillis()));
  }

  /// The sound of the last clause goes on at least to here.
  public synchronized void reaches(Duration to) {
    clauses.getLast().to = to.toMillis();
  }

  /// The sound of the last clause is whole.
  public synchronized void complete() {
    clauses.getLast().whole = true;
  }

  /// How many clauses were begun. To be given to [#between] later.
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

  /// The words that were heard whole by a moment.
  public String until(Duration moment) {
    return between(0, size(), moment);
  }

  /// Of some clauses, the words that were heard whole by a moment.
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
