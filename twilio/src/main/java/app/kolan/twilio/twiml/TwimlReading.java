package app.kolan.twilio.twiml;

import app.kolan.twilio.problem.Problem;
import java.util.List;

/// Twilio's interpretation of an answer that should be TwiML.
public sealed interface TwimlReading {
  /// It can be executed, perhaps with warnings.
  record Understood(Twiml twiml, List<Finding> findings) implements TwimlReading {
    public Understood {
      findings = List.copyOf(findings);
    }
  }

  /// It cannot be executed: Twilio requests the fallback URL, or ends the call.
  record Refused(Finding finding) implements TwimlReading {}

  /// A problem, and what in the document raised it.
  record Finding(Problem problem, String detail) {}
}
