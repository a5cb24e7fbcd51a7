package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the receptionist knows: instructions, and questions with their answers.
///
/// Both stand in the settings as `instructions`, the questions at their end. Instructions that end
/// in another way are shown whole, and stay as they are.
public record AnswersPart() implements SettingsPart {
  private static final String INSTRUCTIONS = "instructions";
  private static final List<String> ROW = List.of("question", "answer");

  @Override
  public String name() {
    return "answers";
  }

  @Override
  public Set<String> keys() {
    return Set.of(INSTRUCTIONS, "instructions-file");
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    var known = QuestionsAndAnswers.of(Fields.text(document, INSTRUCTIONS));
    fields.put(INSTRUCTIONS, known.before());
    for (int row = 0; row < known.pairs().size(); row++) {
      fields.put("question-" + row, known.pairs().get(row).question());
      fields.put("answer-" + row, known.pairs().get(row).answer());
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    var pairs = new ArrayList<QuestionsAndAnswers.Pair>();
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String question = Fields.typed(typed, "question-" + row);
      String answer = Fields.typed(typed, "answer-" + row);
      if (question.isEmpty() != answer.isEmpty()) {
        problems.add(
            new ConfigProblem(
                ROW.getFirst() + "." + row,
                "half a pair",
                "give both the question and its answer, or none"));
      } else if (!question.isEmpty()) {
        pairs.add(QuestionsAndAnswers.Pair.ofTyped(question, answer));
      }
    }
    var now = new QuestionsAndAnswers(Fields.typed(typed, INSTRUCTIONS), pairs);
    String old = Fields.text(document, INSTRUCTIONS);
    if (!now.equals(QuestionsAndAnswers.of(old))) {
      if (now.text().isEmpty()) {
        document.remove(INSTRUCTIONS);
      } else {
        document.put(INSTRUCTIONS, now.text());
      }
    }
    return problems;
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    String row = key.replaceFirst("^question\\.", "");
    if (!row.equals(key)) {
      String question = "question-" + row;
      return Optional.of(Fields.typed(typed, question).isEmpty() ? question : "answer-" + row);
    }
    return keys().contains(key) ? Optional.of(INSTRUCTIONS) : Optional.empty();
  }
}
