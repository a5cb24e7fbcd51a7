package app.kolan.server.session;

import java.time.Duration;

/// The two timeouts of a call: the caller was silent for so long, and nobody has spoken for so
/// long. The caller's frames are their clock. Setting one replaces it; an event of a timer that was
/// replaced may still be on its way, and is distinguished by its number.
///
/// Used by the thread of the call.
final class SilenceTimeouts {
  private final LiveCall call;
  private long silence;
  private long quiet;

  SilenceTimeouts(LiveCall call) {
    this.call = call;
  }

  /// Asks for a [SessionEvent.Silence] once the caller was silent for so long.
  ///
  /// @return the number of the timer
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
    return event.timer() == silence;
  }

  boolean isCurrent(SessionEvent.Quiet event) {
    return event.timer() == quiet;
  }
}
