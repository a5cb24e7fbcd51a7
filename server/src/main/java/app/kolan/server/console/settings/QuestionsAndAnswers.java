package app.kolan.server.console.settings;

import java.util.ArrayList;
import java.util.List;

/// Instructions with questions and answers at their end, after a line that says so:
///
/// ```
/// Speak politely.
///
/// Questions that callers ask, with the answers to give:
/// Q: Is there parking?
/// A: Yes, behind the house.
/// ```
///
/// @param before what stands before them
/// @param pairs in their order
record QuestionsAndAnswers(String before, List<Pair> pairs) {
  private static final String HEADING = "Questions that callers ask, with the answers to give:";
  private static final String QUESTION = "Q: ";
  private static final String ANSWER = "A: ";

  /// A question and its answer, a line each.
  record Pair(String question, String answer) {
    /// As people type it, who may break lines.
    static Pair ofTyped(String question, String answer) {
      return new Pair(oneLine(question), oneLine(answer));
    }

    private static String oneLine(String text) {
      return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
  }

  QuestionsAndAnswers {
    pairs = List.copyOf(pairs);
  }

  /// The parts of instructions. Where something else than pairs follows the heading, all is one
  /// part.
  static QuestionsAndAnswers of(String instructions) {
    String text = instructions.strip();
    List<String> lines = text.lines().toList();
    int heading = lines.lastIndexOf(HEADING);
    var pairs = new ArrayList<Pair>();
    if (heading < 0) {
      return new QuestionsAndAnswers(text, pairs);
    }
    List<String> below =
        lines.subList(heading + 1, lines.size()).stream().filter(line -> !line.isBlank()).toList();
    for (int i = 0; i < below.size(); i += 2) {
      boolean pair =
          i + 1 < below.size()
              && below.get(i).startsWith(QUESTION)
              && below.get(i + 1).startsWith(ANSWER);
      if (!pair) {
        return new QuestionsAndAnswers(text, List.of());
      }
      pairs.add(
          new Pair(
              below.get(i).substring(QUESTION.length()).strip(),
              below.get(i + 1).substring(ANSWER.length()).strip()));
    }
    return new QuestionsAndAnswers(String.join("\n", lines.subList(0, heading)).strip(), pairs);
  }

  /// The instructions that they are.
  String text() {
    if (pairs.isEmpty()) {
      return before;
    }
    var text = new StringBuilder(before);
    if (!before.isEmpty()) {
      text.append("\n\n");
    }
    text.append(HEADING);
    for (Pair pair : pairs) {
      text.append('\n').append(QUESTION).append(pair.question());
      text.append('\n').append(ANSWER).append(pair.answer());
    }
    return text.toString();
  }
}
