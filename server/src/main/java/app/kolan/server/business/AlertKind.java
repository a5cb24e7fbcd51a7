package app.kolan.server.business;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What people can be told of.
public enum AlertKind {
  /// A caller said what it is about, or who he is, and can be called back.
  NEW_LEAD,
  /// A caller left a recorded message.
  MESSAGE,
  /// A caller was gone before anything was known of him.
  MISSED_CALL,
  /// A caller has booked, moved or cancelled an appointment.
  APPOINTMENT,
  /// Something failed in a call.
  CALL_BROKEN,
  /// Somebody is rung to take a caller over.
  HAND_OVER,
  /// It is time to keep a promise.
  PROMISE_DUE,
  /// A provider that calls need fails, or works again.
  PROVIDER_SICK,
  /// Most of what a month has is used, or all of it.
  LIMIT_NEAR,
  /// What a day brought, and what waits.
  DAILY_DIGEST,
  /// Tells the one for whom an appointment is that it was booked, moved or cancelled; no rule names
  /// it, as it is not told to the business.
  APPOINTMENT_CONFIRMATION,
  /// Reminds him of it; likewise.
  APPOINTMENT_REMINDER,
  /// Asks somebody on the waiting list whether he wants a time that has fallen free; likewise.
  WAITING_LIST,
  /// A test that somebody asked for; no rule names it, and every rule has it.
  TEST;

  /// Those that a rule can name.
  public static List<AlertKind> ofRules() {
    return Arrays.stream(values()).filter(kind -> kind != TEST && !kind.isToCaller()).toList();
  }

  /// Whether it goes to people who call, and not to the business.
  public boolean isToCaller() {
    return this == APPOINTMENT_CONFIRMATION || this == APPOINTMENT_REMINDER || this == WAITING_LIST;
  }

  /// Its word in settings and in the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The kind of a word.
  public static Optional<AlertKind> ofWord(String word) {
    return ofRules().stream().filter(kind -> kind.word().equals(word)).findFirst();
  }
}
