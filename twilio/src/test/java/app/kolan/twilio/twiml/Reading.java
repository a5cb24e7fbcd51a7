package app.kolan.twilio.twiml;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Short ways to read TwiML in tests.
final class Reading {
  private Reading() {}

  static TwimlReading of(String xml) {
    return TwimlReader.read("application/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  /// The reading of a document that is carried out, whose root holds this.
  static TwimlReading.Understood inside(String xml) {
    if (of("<Response>" + xml + "</Response>") instanceof TwimlReading.Understood understood) {
      return understood;
    }
    throw new AssertionError("refused: " + xml);
  }

  /// The codes of the problems with what a root holds.
  static List<Integer> codes(String xml) {
    return inside(xml).findings().stream().map(finding -> finding.problem().code()).toList();
  }

  /// The code with which a whole answer is refused; 0 when it is not.
  static int refusal(TwimlReading reading) {
    return reading instanceof TwimlReading.Refused(var finding) ? finding.problem().code() : 0;
  }
}
