package app.kolan.server.examination;

import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationFinding.Part;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An examination that runs or is over, as it is at one moment.
///
/// @param id grows with each examination of this server
/// @param by who has started it, such as `user:7`
/// @param current what is being looked at; null for nothing
/// @param findings so far, in their order
/// @param changes what could be set right at Twilio; empty until it is over
public record ExaminationRun(
    long id,
    long business,
    boolean whole,
    String by,
    Instant startedAt,
    State state,
    @Nullable Step current,
    List<ExaminationFinding> findings,
    List<NumberChange> changes) {
  /// How it ended, if it did.
  public enum State {
    RUNNING,
    /// Everything was looked at.
    DONE,
    /// It took too long, and was ended.
    ABANDONED,
    /// It has failed by a fault of the examiner's.
    FAILED
  }

  /// A check.
  public record Step(Part part, String check) {}

  public ExaminationRun {
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /// The parts that have findings.
  public List<Part> parts() {
    return Arrays.stream(Part.values()).filter(part -> !of(part).isEmpty()).toList();
  }

  public List<ExaminationFinding> of(Part part) {
    return findings.stream().filter(finding -> finding.part() == part).toList();
  }

  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
