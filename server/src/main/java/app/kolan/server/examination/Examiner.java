package app.kolan.server.examination;

import java.util.List;

/// Examines the way between Twilio and this server. The doctor does, which is a module of its own:
/// the server knows it by this interface alone.
public interface Examiner {
  /// Receives the progress of an examination, on the thread that examines.
  interface Progress {
    void begins(ExaminationFinding.Part part, String check);

    void found(List<ExaminationFinding> findings);
  }

  /// Looks at what the subject names, part by part, on the calling thread; it changes nothing.
  /// Blocks for the network, for a minute or two when everything is looked at.
  ///
  /// @return what could be set right at Twilio
  /// @throws InterruptedException soon after the thread is interrupted
  List<NumberChange> examine(ExaminationSubject subject, Progress progress)
      throws InterruptedException;

  /// Makes a change at Twilio and reads it back, if the number still is as the change says. Blocks
  /// for the network, for half a minute at most.
  ChangeResult make(ExaminationSubject subject, NumberChange change) throws InterruptedException;

  /// What came of a change.
  sealed interface ChangeResult {
    /// What the audit log says of it.
    default String word() {
      return switch (this) {
        case Made _ -> "made";
        case Outdated _ -> "outdated";
        case Failed failed -> failed.maybeChanged() ? "unsure" : "failed";
      };
    }

    /// Twilio has the new values.
    record Made() implements ChangeResult {}

    /// The number is not any more as the change says; nothing was changed.
    record Outdated() implements ChangeResult {}

    /// It was not done, or not wholly, or that is not known.
    ///
    /// @param why an English sentence without secrets
    /// @param maybeChanged whether some of it may stand at Twilio now
    record Failed(String why, boolean maybeChanged) implements ChangeResult {}
  }
}
