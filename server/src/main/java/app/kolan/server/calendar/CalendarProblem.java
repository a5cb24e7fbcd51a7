package app.kolan.server.calendar;

import app.kolan.server.provider.FailureKind;
import java.util.Arrays;

/// What can be wrong with a calendar that somebody is bound to.
public enum CalendarProblem {
  /// The user, the password or the key is refused.
  KEY_REFUSED,
  /// There is no such calendar, or it refuses what is asked.
  REFUSED,
  /// It does not answer, or not in time.
  SILENT,
  /// It says that it cannot answer at the moment.
  OVERLOADED,
  /// It answers in a way that cannot be understood.
  UNREADABLE,
  /// It may be read only.
  READ_ONLY,
  /// The server's own key does not open the password that is stored.
  NO_SECRET,
  /// So many appointments have vanished there at once that none was cancelled.
  MANY_GONE,
  /// An event's times cannot be understood; the others count.
  UNREADABLE_EVENT;

  /// Whether what is there counts all the same.
  public boolean isMinor() {
    return this == UNREADABLE_EVENT;
  }

  static CalendarProblem of(FailureKind kind) {
    return switch (kind) {
      case KEY_REFUSED -> KEY_REFUSED;
      case REQUEST_REFUSED -> REFUSED;
      case LIMITED, OVERLOADED -> OVERLOADED;
      case UNREACHABLE, TOO_SLOW, BROKEN_OFF, SESSION_OVER -> SILENT;
      case UNREADABLE, EMPTY -> UNREADABLE;
    };
  }

  /// The problem of a word in the store; a word of another version counts as silence.
  public static CalendarProblem ofWord(String word) {
    return Arrays.stream(values())
        .filter(problem -> problem.name().equals(word))
        .findFirst()
        .orElse(SILENT);
  }
}
