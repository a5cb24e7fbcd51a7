package app.kolan.doctor.explain;

import app.kolan.twilio.problem.ExplanationLanguage;
import java.util.ArrayList;
import java.util.List;

/// Breaks a paragraph into lines for a terminal.
/*
 * A terminal or an editor takes the direction of a line from its first letter. Hebrew sentences
 * hold many Latin words, so a Hebrew line is broken only before a word that begins with a Hebrew
 * letter: then every line reads from right to left, and no invisible direction marks have to stand
 * in what people copy or pipe on. Such a line may be longer than was asked for.
 */
public final class Paragraph {
  private static final int WIDTH = 92;

  private final ExplanationLanguage language;

  public Paragraph(ExplanationLanguage language) {
    this.language = language;
  }

  /// The lines of a text; the first begins with `lead`, and the others are indented by its width.
  public List<String> lines(String lead, String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(lead);
    List<String> phrases = phrases(text);
    line.append(phrases.getFirst());
    for (String phrase : phrases.subList(1, phrases.size())) {
      if (line.length() + 1 + phrase.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(" ".repeat(indent(lead))).append(phrase);
      } else {
        line.append(' ').append(phrase);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /// The runs of words that stay on one line.
  private List<String> phrases(String text) {
    var phrases = new ArrayList<String>();
    for (String word : text.split(" ", -1)) {
      if (phrases.isEmpty() || mayBeginLine(word)) {
        phrases.add(word);
      } else {
        phrases.add(phrases.removeLast() + " " + word);
      }
    }
    return phrases;
  }

  private boolean mayBeginLine(String word) {
    return switch (language) {
      case ENGLISH -> true;
      case HEBREW ->
          Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HEBREW;
    };
  }

  /// A label is printed once; a bullet or a number keeps its column.
  private static int indent(String lead) {
    int end = 0;
    while (end < lead.length() && !Character.isLetter(lead.charAt(end))) {
      end++;
    }
    return end;
  }
}
