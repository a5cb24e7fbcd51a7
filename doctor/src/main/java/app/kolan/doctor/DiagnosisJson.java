package app.kolan.doctor;

import app.kolan.doctor.Finding.Level;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// A diagnosis as JSON, for a script. Within a version names are stable; new ones may be added.
public final class DiagnosisJson {
  /// The version of this form.
  public static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private DiagnosisJson() {}

  /// The whole diagnosis, indented.
  ///
  /// @param target what was examined
  public static String of(String target, Diagnosis diagnosis, ExplanationLanguage language) {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("target", target);
    var findings = root.putArray("findings");
    for (Diagnosis.Seen seen : diagnosis.findings()) {
      Finding finding = seen.finding();
      ObjectNode node =
          findings
              .addObject()
              .put("section", word(seen.section()))
              .put("check", seen.check())
              .put("level", word(finding.level()))
              .put("what", finding.what())
              .put("why", finding.why())
              .put("remedy", finding.remedy());
      var codes = node.putArray("codes");
      finding.codes().forEach(code -> describe(codes.addObject(), code, language));
    }
    root.put("worst", word(diagnosis.worst()));
    ObjectNode counts = root.putObject("counts");
    for (Level level : Level.values()) {
      counts.put(word(level), diagnosis.count(level));
    }
    return text(root);
  }

  private static void describe(ObjectNode node, int code, ExplanationLanguage language) {
    Explanation known = Explanations.in(language).withCode(code).orElse(null);
    node.put("code", code)
        .put("name", known == null ? null : known.title())
        .put("level", known == null ? null : word(known.level()))
        .put("page", Problems.page(code));
  }

  private static String word(Section section) {
    return lower(section.name());
  }

  private static String word(Level level) {
    return lower(level.name());
  }

  private static String word(Problem.Level level) {
    return lower(level.name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String text(ObjectNode root) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
