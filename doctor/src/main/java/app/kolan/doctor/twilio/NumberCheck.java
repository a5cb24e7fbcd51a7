package app.kolan.doctor.twilio;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Target;
import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Whether the number's URLs and methods are those that the server expects.
final class NumberCheck implements Check {
  private static final int MOST_TOLD = 8;

  private final TwilioChecks twilioChecks;
  private final Target target;
  private final NumberSelection meant;

  NumberCheck(TwilioChecks twilioChecks, Target target, NumberSelection meant) {
    this.twilioChecks = twilioChecks;
    this.target = target;
    this.meant = meant;
  }

  @Override
  public String name() {
    return TwilioChecks.NUMBER_CHECK;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    RestResult<List<IncomingNumber>> reply = twilioChecks.account().orElseThrow().numbers();
    return switch (reply) {
      case Given<List<IncomingNumber>>(var numbers) -> choose(numbers);
      case Refused<List<IncomingNumber>> refused ->
          List.of(RestTrouble.of("the account's phone numbers", refused));
      case Unreachable<List<IncomingNumber>> unreachable ->
          List.of(RestTrouble.of("the account's phone numbers", unreachable));
    };
  }

  private List<Finding> choose(List<IncomingNumber> numbers) {
    List<IncomingNumber> chosen = numbers.stream().filter(this::isMeant).toList();
    if (chosen.isEmpty() && meant.isAny() && numbers.size() == 1) {
      chosen = numbers;
    }
    twilioChecks.saw(chosen);
    var findings = new ArrayList<Finding>();
    for (PhoneNumber named : meant.named()) {
      if (chosen.stream().noneMatch(number -> number.number().equals(named))) {
        findings.add(missing(named, numbers));
      }
    }
    if (chosen.isEmpty() && findings.isEmpty()) {
      findings.add(nobody(numbers));
    }
    chosen.forEach(number -> NumberJudgement.judge(number, target, findings));
    return findings;
  }

  private boolean isMeant(IncomingNumber number) {
    return meant.named().isEmpty()
        ? !meant.foreign().contains(number.number())
            && host(number.value(Field.VOICE_URL)).equalsIgnoreCase(target.voiceUrl().getHost())
        : meant.named().contains(number.number());
  }

  private Finding missing(PhoneNumber named, List<IncomingNumber> numbers) {
    if (numbers.isEmpty()) {
      return none();
    }
    return meant.othersAreSecret()
        ? Finding.broken(
            "the account has no phone number " + named,
            "calls to it go to another account, or to nobody",
            "Take the account that has this number, or give the business a number of this one.")
        : Finding.broken(
            "the account has no phone number " + named,
            "it has: " + known(numbers),
            "Give another --number, or the account that has this one.");
  }

  private Finding nobody(List<IncomingNumber> numbers) {
    if (numbers.isEmpty()) {
      return none();
    }
    return meant.othersAreSecret()
        ? Finding.broken(
            "no number of the account sends its calls to " + target.voiceUrl().getHost(),
            "no number is named as the business's, and none leads here",
            "Give the business its number here, or set the number in the Twilio Console.")
        : Finding.broken(
            "none of the account's %d phone numbers sends its calls to %s"
                .formatted(numbers.size(), target.voiceUrl().getHost()),
            known(numbers),
            "Name the number with --number; with --fix too, its URLs are set.");
  }

  private static Finding none() {
    return Finding.broken(
        "the account has no phone number",
        "nobody can call it",
        "Buy one in the Twilio Console, or take the account that has it.");
  }

  private static String known(List<IncomingNumber> numbers) {
    String known =
        numbers.stream()
            .limit(MOST_TOLD)
            .map(number -> number.number() + " → " + destination(number))
            .collect(Collectors.joining(", "));
    return numbers.size() > MOST_TOLD ? known + ", …" : known;
  }

  private static String destination(IncomingNumber number) {
    if (!number.trunk().isEmpty()) {
      return "a SIP trunk";
    }
    String host = host(number.value(Field.VOICE_URL));
    return host.isEmpty() ? "nowhere" : host;
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
