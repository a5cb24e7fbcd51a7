package app.kolan.server.session;

import java.time.Duration;

/// The two alarms of a call: the caller was silent for so long, and nobody has spoken for so long.
/// The caller's frames are their clock. Setting one replaces it; an event of an alarm that was
/// replaced may still be on its way, and is told apart by its number.
///
/// Used by the thread of the call.
final class SilenceAlarms {
  private final LiveCall call;
  private long silence;
  private long quiet;

  SilenceAlarms(LiveCall call) {
    this.call = call;
  }

  /// Asks for a [SessionEvent.Silence] once the caller was silent for so long.
  ///
  /// @return the number of the alarm
  long setSilence(Duration bound) {
    call.watchSilence(++silence, bound);
    return silence;
  }

  /// Asks for a [SessionEvent.Quiet] once nobody has spoken for so long.
  void setQuiet(Duration bound) {
    call.watchQuiet(++quiet, bound);
  }

  void cancelSilence() {
    silence++;
  }

  void cancelQuiet() {
    quiet++;
  }

  boolean isCurrent(SessionEvent.Silence event) {
    return event.alarm() == silence;
  }

  boolean isCurrent(SessionEvent.Quiet event) {
    return event.alarm() == quiet;
  }
}
