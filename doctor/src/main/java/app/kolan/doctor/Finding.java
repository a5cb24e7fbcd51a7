package app.kolan.doctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One observation of the doctor's, in a form that a person can act on. It contains no secret and
/// no full phone number.
///
/// @param what the observation, in one sentence; with figures if all is well
/// @param why the cause on this particular set-up; null when there is nothing to explain
/// @param remedy what to change, with the setting, the directive or the click; null when nothing
/// @param codes what Twilio raises because of it, such as 11200; `./kolan explain` knows each
public record Finding(
    Level level, String what, @Nullable String why, @Nullable String remedy, List<Integer> codes) {
  /// How bad it is.
  public enum Level {
    /// As it should be.
    FINE,
    /// Worth knowing; calls work.
    NOTE,
    /// Calls work now, and some will not.
    WARNING,
    /// Calls fail because of this.
    BROKEN
  }

  public Finding {
    codes = List.copyOf(codes);
  }

  public static Finding fine(String what) {
    return new Finding(Level.FINE, what, null, null, List.of());
  }

  public static Finding note(String what) {
    return new Finding(Level.NOTE, what, null, null, List.of());
  }

  public static Finding warning(String what, String why, String remedy) {
    return new Finding(Level.WARNING, what, why, remedy, List.of());
  }

  public static Finding broken(String what, String why, String remedy) {
    return new Finding(Level.BROKEN, what, why, remedy, List.of());
  }

  /// The same finding, with what Twilio raises because of it.
  public Finding raising(Integer... raised) {
    return new Finding(level, what, why, remedy, List.of(raised));
  }

  public Optional<String> cause() {
    return Optional.ofNullable(why);
  }

  public Optional<String> cure() {
    return Optional.ofNullable(remedy);
  }

  /// The same finding, with one more remedy; an empty one adds nothing.
  public Finding curedAlsoBy(String other) {
    return other.isEmpty() ? this : new Finding(level, what, why, remedy + " " + other, codes);
  }

  public boolean isWorseThan(Level other) {
    return level.compareTo(other) > 0;
  }
}
