package app.kolan.doctor;

import java.util.List;

/// What an examination found, in the order in which it was found.
public record Diagnosis(List<Seen> findings) {
  /// A finding, and where it was made.
  public record Seen(Section section, String check, Finding finding) {}

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /// Whether anything was examined: notes alone say why something was not.
  public boolean hasExamined() {
    return findings.stream().anyMatch(seen -> seen.finding().level() != Finding.Level.NOTE);
  }

  /// The worst of all; fine when there is nothing.
  public Finding.Level worst() {
    return findings.stream()
        .map(seen -> seen.finding().level())
        .max(Finding.Level::compareTo)
        .orElse(Finding.Level.FINE);
  }

  public long count(Finding.Level level) {
    return findings.stream().filter(seen -> seen.finding().level() == level).count();
  }
}
