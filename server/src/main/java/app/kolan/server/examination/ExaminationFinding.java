package app.kolan.server.examination;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One observation of an examination, in the examiner's words, which are English. It contains no
/// secret and no full phone number.
///
/// @param check what was looked at, in a few words
/// @param why the cause on this set-up; null when there is nothing to explain
/// @param remedy what to change; null when nothing
/// @param codes what Twilio raises because of it
public record ExaminationFinding(
    Part part,
    String check,
    Level level,
    String what,
    @Nullable String why,
    @Nullable String remedy,
    List<Integer> codes) {
  /// The parts of the way, from inside out.
  public enum Part {
    MACHINE,
    PROVIDERS,
    ADDRESS,
    WEBHOOKS,
    STREAM,
    TWILIO
  }

  /// How bad it is, the harmless first.
  public enum Level {
    FINE,
    NOTE,
    WARNING,
    BROKEN
  }

  public ExaminationFinding {
    codes = List.copyOf(codes);
  }
}
