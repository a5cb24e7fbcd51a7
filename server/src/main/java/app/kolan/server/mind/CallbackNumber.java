package app.kolan.server.mind;

import app.kolan.carrier.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/// The number that a caller keyed in to be called back on.
///
/// Any number that is possible by its length is taken: the ranges that are assigned change more
/// often than a server is updated.
final class CallbackNumber {
  private static final String HOME = "IL";

  private CallbackNumber() {}

  /// The number in E.164; empty when the keys cannot be one.
  static Optional<PhoneNumber> ofKeys(String keys) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var number = numbers.parse(keys, HOME);
      return numbers.isPossibleNumber(number)
          ? Optional.of(new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /// The digits that are read back to the caller, as they are keyed in this country.
  static String digits(PhoneNumber number) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var parsed = numbers.parse(number.value(), HOME);
      boolean home = HOME.equals(numbers.getRegionCodeForNumber(parsed));
      String written =
          numbers.format(parsed, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.E164);
      return written.replaceAll("[^0-9]", "");
    } catch (NumberParseException e) {
      return number.value().replaceAll("[^0-9]", "");
    }
  }
}
