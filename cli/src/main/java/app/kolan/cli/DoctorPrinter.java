package app.kolan.cli;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.DiagnosisText;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints findings as they are made, and on a terminal also what is being looked at.
final class DoctorPrinter implements CheckRunner.Listener {
  private static final String WIPE = "\r\u001b[K";

  private final PrintWriter out;
  private final DiagnosisText text;
  private final boolean onTerminal;
  private @Nullable Section current;

  DoctorPrinter(PrintWriter out, DiagnosisText text, boolean onTerminal) {
    this.out = out;
    this.text = text;
    this.onTerminal = onTerminal;
  }

  @Override
  public void begins(Section section, String check) {
    if (section != current) {
      current = section;
      out.println();
      out.println(text.section(section));
    }
    if (onTerminal) {
      out.print("  … " + check);
    }
    out.flush();
  }

  @Override
  public void found(Section section, String check, List<Finding> findings) {
    if (onTerminal) {
      out.print(WIPE);
    }
    findings.forEach(finding -> text.finding(finding).forEach(out::println));
    out.flush();
  }
}
