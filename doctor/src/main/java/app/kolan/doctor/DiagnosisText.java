package app.kolan.doctor;

import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.explain.Paragraph;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import java.util.ArrayList;
import java.util.List;

/// Findings as text, for a person. The findings themselves are English; the words around them and
/// the names of the codes are in the language that was asked for.
public final class DiagnosisText {
  private final ExplanationLanguage language;
  private final DoctorWords words;
  private final Paragraph english = new Paragraph(ExplanationLanguage.ENGLISH);
  private final AnsiStyle style;

  public DiagnosisText(ExplanationLanguage language, boolean colours) {
    this.language = language;
    this.words = DoctorWords.in(language);
    this.style = new AnsiStyle(colours);
  }

  /// The first line: what is examined.
  public String title(String target) {
    return words.examined().formatted(target);
  }

  public String section(Section section) {
    return style.strong(DoctorWords.title(language, section));
  }

  /// A finding with its cause, its remedy and its codes indented under it.
  public List<String> finding(Finding finding) {
    var lines =
        new ArrayList<>(
            english.lines("  " + AnsiStyle.mark(finding.level()) + " ", finding.what()));
    lines.set(0, style.marked(finding.level(), lines.getFirst()));
    finding.cause().ifPresent(why -> lines.addAll(english.lines("      ", why)));
    finding.cure().ifPresent(remedy -> lines.addAll(english.lines("    → ", remedy)));
    finding.codes().forEach(code -> lines.add("      " + code(code)));
    return lines;
  }

  /// The last lines: the summary.
  public List<String> summary(Diagnosis diagnosis) {
    long broken = diagnosis.count(Level.BROKEN);
    long doubtful = diagnosis.count(Level.WARNING);
    if (broken > 0) {
      return told(broken, words.oneBroken(), words.manyBroken(), first(diagnosis, Level.BROKEN));
    }
    if (doubtful > 0) {
      String first = first(diagnosis, Level.WARNING);
      return told(doubtful, words.oneDoubtful(), words.manyDoubtful(), first);
    }
    return List.of(diagnosis.hasExamined() ? words.well() : words.unexamined());
  }

  private List<String> told(long count, String one, String many, String first) {
    return english.lines("", (count == 1 ? one : many).formatted(count, first));
  }

  private String code(int code) {
    String title =
        Explanations.in(language)
            .withCode(code)
            .map(Explanation::title)
            .map(name -> " " + name)
            .orElse("");
    String tag = language == ExplanationLanguage.ENGLISH ? "" : " --lang " + language.tag();
    return "%d%s: kolan explain %d%s".formatted(code, title, code, tag);
  }

  private static String first(Diagnosis diagnosis, Level level) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.level() == level)
        .map(finding -> finding.what().replaceFirst("\\.$", ""))
        .findFirst()
        .orElseThrow();
  }
}
