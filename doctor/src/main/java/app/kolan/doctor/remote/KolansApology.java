package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.util.Optional;

/// Answers of Kolan's that are good TwiML, and by which no caller reaches the agent.
final class KolansApology {
  private KolansApology() {}

  /// A fault of the server's kept it from answering as it should.
  static Finding ofFault(String what) {
    return Finding.broken(
            what,
            "a fault of its own keeps Kolan from taking the call: the caller hears that something is"
                + " broken, and may leave a message. Often the disk is full, or another program holds"
                + " the database",
            "Read Kolan's log at this moment (“a webhook could not be answered”), and run kolan doctor"
                + " on its machine: it looks at disk and ledger.")
        .raising(11200);
  }

  /// What a call's first document apologises for; empty when it is an answer like any other.
  static Optional<Finding> in(Twiml twiml) {
    if (twiml.verbs().isEmpty()) {
      return Optional.empty();
    }
    Verb first = twiml.verbs().getFirst();
    if (plays(first, Prompt.STREAM_BROKEN)) {
      return Optional.of(ofFault("Kolan answers a call with its apology alone"));
    }
    if (plays(first, Prompt.SORRY)) {
      return Optional.of(
          Finding.broken(
                  "Kolan answers a call with “sorry”, and hangs up",
                  "the number that was called is none of its businesses'",
                  "Give the doctor the number by --number; or name it in kolan.yaml, at the business"
                      + " that answers it.")
              .raising(11200));
    }
    if (twiml.verbs().stream().anyMatch(verb -> plays(verb, Prompt.LINE_FULL))) {
      return Optional.of(
          Finding.warning(
              "Kolan says that all lines are busy, and takes a message",
              "as many calls as it may hold at once are talking now, or more come in than it may take"
                  + " in so short a time",
              "Run the doctor again when fewer are; or raise the limits of calls, if the machine and"
                  + " the providers can carry more."));
    }
    if (twiml.verbs().stream().anyMatch(verb -> plays(verb, Prompt.CANNOT_ANSWER))) {
      return Optional.of(
          Finding.warning(
              "Kolan says that it cannot answer now, and takes a message",
              "the business has used up its minutes of this month",
              "Raise limits.minutes-a-month in the settings of the business, or wait for the next"
                  + " month."));
    }
    return Optional.empty();
  }

  private static boolean plays(Verb verb, Prompt prompt) {
    return verb instanceof Verb.Play(var url, var _)
        && url.contains(TwilioPaths.SOUNDS + prompt.fileName() + ".");
  }
}
