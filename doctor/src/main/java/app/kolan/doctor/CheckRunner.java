package app.kolan.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the planned checks in order, one after the other, on the thread that calls [#run].
public final class CheckRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

  /// Receives the progress while the checks run.
  public interface Listener {
    void begins(Section section, String check);

    void found(Section section, String check, List<Finding> findings);

    /// Ignores the progress.
    Listener NOBODY =
        new Listener() {
          @Override
          public void begins(Section section, String check) {}

          @Override
          public void found(Section section, String check, List<Finding> findings) {}
        };
  }

  /// @param neededBy the sections whose checks build on what this one establishes
  private record Planned(Section section, Check check, Set<Section> neededBy) {}

  private final List<Planned> plan = new ArrayList<>();
  private final Set<Section> sections;

  /// An examination of everything.
  public CheckRunner() {
    this(EnumSet.allOf(Section.class));
  }

  /// An examination of these sections alone.
  public CheckRunner(Set<Section> sections) {
    this.sections = Set.copyOf(sections);
  }

  /// Plans a check, after those that were planned before, if its section is examined.
  public CheckRunner plan(Section section, Check check) {
    return plan(section, check, Set.of());
  }

  /// Plans a check that others build on. It also runs if its own section is left out and one that
  /// needs it is examined; then only what is wrong is reported.
  public CheckRunner plan(Section section, Check check, Set<Section> neededBy) {
    if (sections.contains(section) || neededBy.stream().anyMatch(sections::contains)) {
      plan.add(new Planned(section, check, neededBy));
    }
    return this;
  }

  /// Runs all checks. A check whose findings rule out the rest of its section skips that rest.
  public Diagnosis run(Listener listener) throws InterruptedException {
    var seen = new ArrayList<Diagnosis.Seen>();
    Set<Section> stopped = EnumSet.noneOf(Section.class);
    for (Planned planned : plan) {
      if (stopped.contains(planned.section)) {
        continue;
      }
      List<Finding> findings = run(planned, listener);
      findings.forEach(
          finding -> seen.add(new Diagnosis.Seen(planned.section, planned.check.name(), finding)));
      if (!planned.check.maySectionGoOn(findings)) {
        stopped.add(planned.section);
      }
    }
    return new Diagnosis(seen);
  }

  private List<Finding> run(Planned planned, Listener listener) throws InterruptedException {
    String name = planned.check.name();
    if (sections.contains(planned.section)) {
      listener.begins(planned.section, name);
      List<Finding> findings = look(planned.check);
      listener.found(planned.section, name, findings);
      return findings;
    }
    List<Finding> wrong =
        look(planned.check).stream()
            .filter(finding -> finding.isWorseThan(Finding.Level.NOTE))
            .toList();
    if (!wrong.isEmpty()) {
      listener.begins(planned.section, name);
      listener.found(planned.section, name, wrong);
    }
    return wrong;
  }

  private static List<Finding> look(Check check) throws InterruptedException {
    try {
      return check.look();
    } catch (RuntimeException fault) {
      LOG.debug("a check of the doctor's has failed", fault);
      return List.of(
          new Finding(
              Finding.Level.WARNING,
              "this could not be looked at",
              "the check itself failed: " + fault.getClass().getSimpleName(),
              "Run it again with KOLAN_LOG_LEVEL=debug and report what it prints.",
              List.of()));
    }
  }
}
