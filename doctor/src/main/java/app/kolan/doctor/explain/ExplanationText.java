package app.kolan.doctor.explain;

import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/// Explanations as plain text, for a person.
public final class ExplanationText {
  private final ExplanationLanguage language;
  private final Wording wording;
  private final Paragraph paragraph;

  public ExplanationText(ExplanationLanguage language) {
    this.language = language;
    this.wording = Wording.in(language);
    this.paragraph = new Paragraph(language);
  }

  /// One problem, explained.
  public List<String> of(Explanation explanation) {
    int code = explanation.code();
    var lines = new ArrayList<String>();
    lines.add("%s %d: %s".formatted(wording.level(explanation.level()), code, explanation.title()));
    if (language != ExplanationLanguage.ENGLISH) {
      Problems.withCode(code).map(Problem::name).ifPresent(name -> say(lines, twilioCalls(name)));
    }
    lines.add("");
    lines.addAll(paragraph.lines("  " + wording.meaning(), explanation.meaning()));
    numbered(lines, wording.causes(), explanation.causes());
    bulleted(lines, wording.checks(), explanation.checks());
    bulleted(lines, wording.remedies(), explanation.remedies());
    bulleted(lines, wording.kolan(), explanation.kolan());
    lines.add("");
    say(lines, wording.page() + Problems.page(code));
    return lines;
  }

  /// A code that Kolan does not know.
  public List<String> of(UnknownCode unknown) {
    var lines = new ArrayList<String>();
    if (unknown.isHttpStatus()) {
      lines.addAll(paragraph.lines("", wording.httpStatus().formatted(unknown.code())));
      return lines;
    }
    lines.add(wording.unknown().formatted(unknown.code()));
    Explanations.in(language)
        .withCode(unknown.nearest())
        .map(Explanation::title)
        .ifPresent(title -> say(lines, wording.nearest().formatted(unknown.nearest(), title)));
    say(lines, wording.page() + Problems.page(unknown.code()));
    return lines;
  }

  /// All problems, one line each.
  public List<String> list() {
    return Explanations.in(language).all().stream()
        .map(one -> "%-7s  %d  %s".formatted(wording.level(one.level()), one.code(), one.title()))
        .toList();
  }

  private String twilioCalls(String name) {
    return wording.twiliosName() + name;
  }

  private static void say(List<String> lines, String words) {
    lines.add("  " + words);
  }

  private void numbered(List<String> lines, String heading, List<String> items) {
    begin(lines, heading);
    for (int i = 0; i < items.size(); i++) {
      lines.addAll(paragraph.lines("    %d. ".formatted(i + 1), items.get(i)));
    }
  }

  private void bulleted(List<String> lines, String heading, List<String> items) {
    begin(lines, heading);
    for (String item : items) {
      lines.addAll(paragraph.lines("    - ", item));
    }
  }

  private static void begin(List<String> lines, String heading) {
    lines.add("");
    say(lines, heading);
  }
}
