package app.kolan.doctor.twilio;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/// Whether the account may call the human's country.
final class PermissionCheck implements Check {
  private static final String NO_COUNTRY = "ZZ";

  private final TwilioChecks twilioChecks;
  private final PhoneNumber human;
  private final AnswerMode mode;

  PermissionCheck(TwilioChecks twilioChecks, PhoneNumber human, AnswerMode mode) {
    this.twilioChecks = twilioChecks;
    this.human = human;
    this.mode = mode;
  }

  @Override
  public String name() {
    return "permission to call the human";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    String country = country();
    if (country.equals(NO_COUNTRY)) {
      return List.of(
          Finding.note("the country of the human's number %s is not known".formatted(human)));
    }
    RestResult<Boolean> reply = twilioChecks.account().orElseThrow().mayCall(country);
    return List.of(
        switch (reply) {
          case Given<Boolean>(Boolean allowed) -> judge(country, allowed);
          case Refused<Boolean> refused ->
              RestTrouble.of("the permission to call " + country, refused);
          case Unreachable<Boolean> unreachable ->
              RestTrouble.of("the permission to call " + country, unreachable);
        });
  }

  private Finding judge(String country, boolean allowed) {
    if (allowed) {
      return Finding.fine("the account may call %s, where the human is".formatted(country));
    }
    String what =
        "the account may not call %s, the country of KOLAN_HUMAN_NUMBER".formatted(country);
    String remedy =
        "Allow it in the Twilio Console: Voice, Settings, Geo permissions; low-risk numbers are"
            + " enough.";
    Finding finding =
        mode == AnswerMode.LISTEN
            ? Finding.broken(what, "in listen mode every call is put through", remedy)
            : Finding.warning(what, "callers who ask for a human leave a message instead", remedy);
    return finding.raising(13227, 21215);
  }

  /// The country of the number; for a number in no known range, the main country of its calling
  /// code.
  private String country() {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var parsed = numbers.parse(human.value(), null);
      String exact = numbers.getRegionCodeForNumber(parsed);
      return exact == null ? numbers.getRegionCodeForCountryCode(parsed.getCountryCode()) : exact;
    } catch (NumberParseException e) {
      return NO_COUNTRY;
    }
  }
}
