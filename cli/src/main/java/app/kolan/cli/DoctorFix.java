package app.kolan.cli;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.twilio.NumberRepair;
import app.kolan.doctor.twilio.NumberRepair.Offer;
import app.kolan.doctor.twilio.TwilioChecks;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Offers to set the number right, and does so when it is wanted.
final class DoctorFix {
  private final PrintWriter out;
  private final boolean unasked;
  private final Terminal terminal;

  /// How it ended.
  ///
  /// @param diagnosis as it is now
  /// @param failed whether a change was wanted and is not wholly there
  record Ended(Diagnosis diagnosis, boolean failed) {}

  /// @param unasked whether to change without asking
  DoctorFix(PrintWriter out, boolean unasked, Terminal terminal) {
    this.out = out;
    this.unasked = unasked;
    this.terminal = terminal;
  }

  Ended offer(@Nullable TwilioChecks twilioChecks, Diagnosis diagnosis)
      throws InterruptedException {
    out.println();
    Offer offer =
        twilioChecks == null
            ? new Offer.Nothing("Account SID and Auth Token are needed to ask Twilio.")
            : NumberRepair.after(twilioChecks);
    return switch (offer) {
      case Offer.Nothing(String why) -> {
        print(List.of("Nothing is changed. " + why));
        yield new Ended(diagnosis, false);
      }
      case Offer.Ready(NumberRepair repair) -> {
        print(repair.table());
        if (!isWanted()) {
          print(List.of("Nothing is changed."));
          yield new Ended(diagnosis, false);
        }
        NumberRepair.Outcome outcome = repair.carryOut();
        print(outcome.lines());
        Diagnosis now =
            twilioChecks != null && outcome.changed()
                ? twilioChecks.lookAgain(diagnosis)
                : diagnosis;
        yield new Ended(now, !outcome.whole());
      }
    };
  }

  private boolean isWanted() {
    if (unasked) {
      return true;
    }
    String answer = terminal.ask("Change these? [y/N] ").toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  private void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }
}
