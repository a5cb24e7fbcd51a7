package app.kolan.server.calltrace;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Pseudonyms for phone numbers, from which the number cannot be recovered: of the same country and
/// length, with the same first digit after the country's code, as valid as the number was, and the
/// same each time that a number occurs on a tape.
///
/// They come from random numbers that are not kept, so trying all numbers does not find the right
/// one.
final class NumberPseudonyms {
  private static final int ATTEMPTS = 2000;
  private static final Pattern HIDDEN =
      Pattern.compile("(?i)|anonymous|restricted|unknown|unavailable|blocked|private");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final String country;
  private final RandomGenerator random;
  private final Map<String, String> pseudonyms = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /// @param country where the business is, two capitals of ISO 3166: keys without a country code
  ///   are a number of this country
  NumberPseudonyms(String country, RandomGenerator random) {
    this.country = country;
    this.random = random;
  }

  /// The pseudonym of a number in Twilio's notation. For text that is not a number, only its kind
  /// is kept.
  String of(String number) {
    if (HIDDEN.matcher(number).matches()) {
      return number;
    }
    if (number.contains("*")) {
      return "*".repeat(number.length());
    }
    if (new PhoneNumber(number).isDialable()) {
      return pseudonyms.computeIfAbsent(number, this::dialable);
    }
    if (number.startsWith("+") && number.length() > 4) {
      return number;
    }
    if (number.matches("[+]?[0-9]+")) {
      return pseudonyms.computeIfAbsent(number, this::digits);
    }
    int scheme = number.indexOf(':');
    return number.substring(0, scheme + 1) + "caller";
  }

  /// The pseudonym of the keys of one number, with `*` and `#` in their places. For the agent they
  /// are a number, or none, as the original keys were. A 0 stays a 0, and nothing else becomes one,
  /// since it asks for a human. A single digit is a choice from a menu and stays.
  String ofKeys(String keys) {
    String digits = keys.replaceAll("[^0-9]", "");
    if (digits.length() < 2) {
      return keys;
    }
    Optional<PhoneNumber> meant = CallbackNumber.ofKeys(bare(keys), country);
    String pseudonym =
        Stream.concat(
                meant.map(number -> inPlaceOf(keys, number)).stream(),
                Stream.generate(() -> randomKeys(keys, false)).limit(ATTEMPTS))
            .filter(candidate -> !candidate.equals(keys) && isAlike(meant, candidate))
            .findFirst()
            .orElseGet(() -> randomKeys(keys, true));
    meant.ifPresent(
        number ->
            CallbackNumber.ofKeys(bare(pseudonym), country)
                .ifPresent(other -> pseudonyms.putIfAbsent(number.value(), other.value())));
    return pseudonym;
  }

  /// The keys of the pseudonym that a number already has, where they fit.
  private String inPlaceOf(String keys, PhoneNumber number) {
    String known = pseudonyms.get(number.value());
    if (known == null) {
      return keys;
    }
    String national = CallbackNumber.digits(new PhoneNumber(known), country);
    String digits = keys.replaceAll("[^0-9]", "");
    return digits.length() == national.length() ? filled(keys, national) : keys;
  }

  private boolean isAlike(Optional<PhoneNumber> meant, String candidate) {
    Optional<PhoneNumber> other = CallbackNumber.ofKeys(bare(candidate), country);
    if (meant.isEmpty() || other.isEmpty()) {
      return meant.isEmpty() && other.isEmpty();
    }
    return other.get().isDialable() == meant.get().isDialable()
        && country(other.get().value()) == country(meant.get().value())
        && isValid(other.get().value()) == isValid(meant.get().value())
        && CallbackNumber.digits(other.get(), country).length()
            == CallbackNumber.digits(meant.get(), country).length();
  }

  /// The part of the keys that the agent takes for the number: everything up to the `#`.
  private static String bare(String keys) {
    int end = keys.indexOf('#');
    return end < 0 ? keys : keys.substring(0, end);
  }

  /// @param keepsPrefix whether the first four keys stay, for a number that is invalid in some way
  private String randomKeys(String keys, boolean keepsPrefix) {
    var pseudonym = new StringBuilder(keys);
    for (int i = keepsPrefix ? 4 : 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      if (key >= '1' && key <= '9') {
        pseudonym.setCharAt(i, (char) ('1' + random.nextInt(9)));
      }
    }
    return pseudonym.toString();
  }

  private static String filled(String keys, String digits) {
    var filled = new StringBuilder(keys);
    int next = 0;
    for (int i = 0; i < keys.length(); i++) {
      if (DIGIT.matcher(keys.substring(i, i + 1)).matches()) {
        filled.setCharAt(i, digits.charAt(next++));
      }
    }
    return filled.toString();
  }

  private String dialable(String number) {
    int country = country(number);
    int kept = country == 0 ? 3 : Integer.toString(country).length() + 2;
    String prefix = number.substring(0, Math.min(kept, number.length() - 1));
    int left = number.length() - prefix.length();
    boolean valid = isValid(number);
    Predicate<String> fits =
        candidate ->
            isFree(number, candidate)
                && new PhoneNumber(candidate).isDialable()
                && country(candidate) == country
                && isValid(candidate) == valid;
    return first(() -> prefix + randomDigits(left), fits);
  }

  private String digits(String number) {
    int kept = number.startsWith("+") ? 1 : 0;
    String prefix = number.substring(0, Math.min(number.length(), kept + 1));
    int left = number.length() - prefix.length();
    return left < 2
        ? number
        : first(() -> prefix + randomDigits(left), candidate -> isFree(number, candidate));
  }

  private boolean isFree(String number, String candidate) {
    return !candidate.equals(number)
        && !taken.contains(candidate)
        && !pseudonyms.containsKey(candidate);
  }

  private String first(Supplier<String> candidates, Predicate<String> fits) {
    String last = candidates.get();
    for (int i = 0; i < ATTEMPTS && !fits.test(last); i++) {
      last = candidates.get();
    }
    taken.add(last);
    return last;
  }

  private String randomDigits(int count) {
    var digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static int country(String number) {
    return parsed(number).map(Phonenumber.PhoneNumber::getCountryCode).orElse(0);
  }

  private static boolean isValid(String number) {
    return parsed(number).map(PhoneNumberUtil.getInstance()::isValidNumber).orElse(false);
  }

  private static Optional<Phonenumber.PhoneNumber> parsed(String number) {
    try {
      return Optional.of(PhoneNumberUtil.getInstance().parse(number, null));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
