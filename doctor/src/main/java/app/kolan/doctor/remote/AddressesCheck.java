package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the URLs in the TwiML are valid.
final class AddressesCheck implements Check {
  private final Examination examination;

  AddressesCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "addresses in the TwiML";
  }

  @Override
  public List<Finding> look() {
    return examination.twiml().map(this::judge).orElse(List.of());
  }

  private List<Finding> judge(Twiml twiml) {
    var findings = new ArrayList<Finding>();
    for (Verb verb : twiml.verbs()) {
      for (String address : addresses(verb)) {
        if (!isAddress(address)) {
          findings.add(
              Finding.broken(
                      "<%s> names “%s”, which is no URL"
                          .formatted(verb.getClass().getSimpleName(), address),
                      "Twilio cannot ask there, and the call ends or goes on without it",
                      "Write a whole URL, https://host/path, with what is not ASCII percent-encoded.")
                  .raising(11100));
        }
      }
    }
    return findings;
  }

  private boolean isAddress(String text) {
    try {
      return examination.voiceUrl().resolve(text.strip()).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> addresses(Verb verb) {
    return switch (verb) {
      case Verb.Play(var url, var _) -> List.of(url);
      case Verb.Redirect(var url) -> List.of(url);
      case Verb.RecordCaller record -> some(record.action());
      case Verb.Gather gather -> some(gather.action());
      case Verb.Connect(var action, var _) -> some(action);
      case Verb.Dial dial -> some(dial.action());
      case Verb.Say _, Verb.Pause _, Verb.Start _, Verb.Stop _, Verb.Reject _, Verb.Hangup _ ->
          List.of();
    };
  }

  private static List<String> some(@Nullable String address) {
    return address == null ? List.of() : List.of(address);
  }
}
