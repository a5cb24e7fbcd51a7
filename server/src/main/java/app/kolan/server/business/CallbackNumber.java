package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/// The number that a caller keyed in to be called back on.
///
/// Any number that is possible by its length is taken: the ranges that are assigned change more
/// often than a server is updated.
public final class CallbackNumber {
  private static final int ISRAEL = 972;
  private static final Pattern LOCAL = Pattern.compile("\\+?[0-9][0-9 ().-]{6,20}");

  private CallbackNumber() {}

  /// The number in E.164; empty when the keys cannot be one.
  ///
  /// @param country where it is keyed, as in [BusinessLocale#country]
  public static Optional<PhoneNumber> ofKeys(String keys, String country) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var number = numbers.parse(keys, country);
      return numbers.isPossibleNumber(number) && hasUsualLength(number)
          ? Optional.of(new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /// A caller's number in E.164 where it is written as it is dialled at home, such as `0501234567`
  /// or `972501234567`; otherwise as it came.
  ///
  /// @param country that of the business, as in [BusinessLocale#country]
  public static PhoneNumber ofCaller(PhoneNumber given, String country) {
    String text = given.value().strip();
    if (given.isDialable() || given.isWithheld() || !LOCAL.matcher(text).matches()) {
      return given;
    }
    return ofKeys(text, country).orElse(given);
  }

  /// Israel's numbers have 8 or 9 digits after the country code, and ten after a 1 (1-700, 1-800).
  private static boolean hasUsualLength(Phonenumber.PhoneNumber number) {
    if (number.getCountryCode() != ISRAEL) {
      return true;
    }
    String national = Long.toString(number.getNationalNumber());
    return national.length() == 8
        || national.length() == 9
        || national.length() == 10 && national.startsWith("1");
  }

  /// The digits that are read back to the caller, as they are keyed in a country.
  ///
  /// @param country where they are read, as in [BusinessLocale#country]
  public static String digits(PhoneNumber number, String country) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var parsed = numbers.parse(number.value(), country);
      boolean home = country.equals(numbers.getRegionCodeForNumber(parsed));
      String written =
          numbers.format(parsed, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.E164);
      return written.replaceAll("[^0-9]", "");
    } catch (NumberParseException e) {
      return number.value().replaceAll("[^0-9]", "");
    }
  }
}
