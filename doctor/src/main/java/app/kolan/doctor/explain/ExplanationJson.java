package app.kolan.doctor.explain;

import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Explanations as JSON, for a script: one array, with an object for each code.
public final class ExplanationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExplanationLanguage language;
  private final ArrayNode codes = JSON.createArrayNode();

  public ExplanationJson(ExplanationLanguage language) {
    this.language = language;
  }

  /// Adds a problem with its whole explanation.
  public void add(Explanation explanation) {
    ObjectNode node = addShort(explanation);
    node.put("meaning", explanation.meaning());
    strings(node, "causes", explanation.causes());
    strings(node, "checks", explanation.checks());
    strings(node, "remedies", explanation.remedies());
    strings(node, "kolan", explanation.kolan());
  }

  public void add(UnknownCode unknown) {
    codes
        .addObject()
        .put("code", unknown.code())
        .put("known", false)
        .put("nearest", unknown.nearest())
        .put("page", Problems.page(unknown.code()));
  }

  /// Adds all problems without their explanations.
  public void addAll() {
    Explanations.in(language).all().forEach(this::addShort);
  }

  /// The array, indented.
  public String text() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(codes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private ObjectNode addShort(Explanation explanation) {
    int code = explanation.code();
    String name = Problems.withCode(code).map(Problem::name).orElse("");
    return codes
        .addObject()
        .put("code", code)
        .put("known", true)
        .put("level", explanation.level().name().toLowerCase(Locale.ROOT))
        .put("name", name)
        .put("page", Problems.page(code))
        .put("language", language.tag())
        .put("title", explanation.title());
  }

  private static void strings(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }
}
