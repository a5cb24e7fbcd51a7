package app.kolan.server.tape;

import app.kolan.server.call.Hearing;
import app.kolan.server.call.TurnTiming;
import app.kolan.server.call.activity.Detectors;
import java.util.Optional;

/// How the server heard the calls that it recorded.
///
/// @param detector the word of what told speech from silence; this build may not have it
public record TapedHearing(String detector, TurnTiming timing) {
  /// How servers heard whose tapes do not say it.
  static final TapedHearing FIRST = new TapedHearing("energy", TurnTiming.USUAL);

  static TapedHearing of(Hearing hearing) {
    return new TapedHearing(hearing.detector().word(), hearing.timing());
  }

  /// Whether this build has the detector.
  public boolean isKnown() {
    return Detectors.ofWord(detector).isPresent();
  }

  /// How this build hears alike. Its usual detector stands in for one that it does not have.
  public Hearing hearing() {
    Optional<Detectors> known = Detectors.ofWord(detector);
    return new Hearing(known.isPresent() ? known.get() : Hearing.USUAL.detector(), timing);
  }
}
