package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.business.BusinessReader;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/// Whether the human's number is in an assigned range.
final class HumanNumberCheck implements Check {
  private final ConfigDraft draft;

  HumanNumberCheck(ConfigDraft draft) {
    this.draft = draft;
  }

  @Override
  public String name() {
    return "human's number";
  }

  @Override
  public List<Finding> look() {
    PhoneNumber number = draft.config().business().human();
    if (number == null || !draft.isSound(BusinessReader.HUMAN_NUMBER)) {
      return List.of();
    }
    return List.of(judge(number));
  }

  /// Assigned ranges change more often than a server is updated, so an unknown range is only a
  /// note.
  private static Finding judge(PhoneNumber number) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var parsed = numbers.parse(number.value(), null);
      if (numbers.isValidNumber(parsed)) {
        return Finding.fine("callers who ask for a human are put through to " + number);
      }
      if (numbers.isPossibleNumber(parsed)) {
        return Finding.note(
            "KOLAN_HUMAN_NUMBER %s is in no range that is known to be assigned".formatted(number));
      }
    } catch (NumberParseException e) {
      // It is not a number of any country.
    }
    return Finding.warning(
            "KOLAN_HUMAN_NUMBER %s is no number of its country's plan".formatted(number),
            "it is too long or too short, or there is no such country",
            "Look at its digits; it begins with + and the country, such as +972501234567.")
        .raising(13223, 13224);
  }
}
