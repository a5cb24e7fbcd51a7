package app.kolan.server.outbound;

import app.kolan.server.business.Business;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The law in the way of a call, and the bounds that a business has set. They are asked when a call
/// is ordered, and again before it is placed.
///
/// Blocks for the disk. Safe to share.
record CallingRules(ContactStore contacts, DoNotCallStore numbers) {
  /// How old a registry may be: https://www.gov.il/he/service/do-not-call
  private static final Duration OLDEST_REGISTRY = Duration.ofDays(15);

  private static final int ISRAEL = 972;
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  /// What keeps a business from calling a number; empty when nothing does. The hours are asked of
  /// [#allowedFrom].
  Optional<Refusal> judge(Business business, CallPurpose purpose, PhoneNumber number, Instant at) {
    Optional<Refusal> ofCountry = judgeCountry(business, number);
    if (ofCountry.isPresent()) {
      return ofCountry;
    }
    Optional<Contact> contact = contacts.findByNumber(business.id(), number);
    Set<Source> sources = numbers.sources(business.id(), number);
    if (sources.contains(Source.PERSON)
        || sources.contains(Source.BUSINESS)
        || contact.map(Contact::doNotCall).orElse(false)) {
      return Optional.of(Refusal.DO_NOT_CALL);
    }
    return purpose == CallPurpose.ADVERTISING
        ? ofAdvertising(business, contact, sources, at)
        : Optional.empty();
  }

  /// What keeps a business from calling whatever number there.
  Optional<Refusal> judgeCountry(Business business, PhoneNumber number) {
    if (!number.isDialable()) {
      return Optional.of(Refusal.NUMBER);
    }
    Optional<Phonenumber.PhoneNumber> parsed = parse(number);
    boolean allowed =
        parsed
            .map(known -> PHONES.getRegionCodeForNumber(known))
            .map(business.profile().calling().countries()::contains)
            .orElse(false);
    if (!allowed) {
      return Optional.of(Refusal.COUNTRY);
    }
    if (isEmergency(parsed.get())) {
      return Optional.of(Refusal.NUMBER);
    }
    if (isPremiumRate(parsed.get())) {
      return Optional.of(Refusal.PREMIUM_RATE);
    }
    return PHONES.isPossibleNumber(parsed.get()) ? Optional.empty() : Optional.of(Refusal.NUMBER);
  }

  /// Whether it reaches the police, an ambulance or the fire brigade, who are not called by
  /// machines.
  private static boolean isEmergency(Phonenumber.PhoneNumber number) {
    String national = PHONES.getNationalSignificantNumber(number);
    String region = PHONES.getRegionCodeForCountryCode(number.getCountryCode());
    return ShortNumberInfo.getInstance().isEmergencyNumber(national, region);
  }

  /// In Israel every number that begins with 1 is of a service; those that cost what they like are
  /// in several ranges, of which not all are known to the library.
  private static boolean isPremiumRate(Phonenumber.PhoneNumber number) {
    return switch (PHONES.getNumberType(number)) {
      case PREMIUM_RATE -> true;
      case UNKNOWN ->
          number.getCountryCode() == ISRAEL
              && String.valueOf(number.getNationalNumber()).startsWith("1");
      case FIXED_LINE,
          MOBILE,
          FIXED_LINE_OR_MOBILE,
          TOLL_FREE,
          SHARED_COST,
          VOIP,
          PERSONAL_NUMBER,
          PAGER,
          UAN,
          VOICEMAIL ->
          false;
    };
  }

  /// Nobody is called without a consent that a recorded call proves, and nobody of a registry.
  private Optional<Refusal> ofAdvertising(
      Business business, Optional<Contact> contact, Set<Source> sources, Instant at) {
    boolean consents =
        contact.stream()
            .flatMap(known -> known.consents().stream())
            .anyMatch(
                consent ->
                    consent.purpose() == Contact.Purpose.MARKETING
                        && consent.granted()
                        && consent.call() != null);
    if (!consents) {
      return Optional.of(sources.contains(Source.REGISTRY) ? Refusal.REGISTRY : Refusal.NO_CONSENT);
    }
    boolean fresh =
        numbers
            .registry(business.id())
            .map(DoNotCallStore.Import::at)
            .filter(read -> isFresh(read, at))
            .isPresent();
    if (!fresh) {
      return Optional.of(Refusal.NO_REGISTRY);
    }
    return sources.contains(Source.REGISTRY) ? Optional.of(Refusal.REGISTRY) : Optional.empty();
  }

  /// Whether a registry that was read in at a moment is new enough to advertise by.
  static boolean isFresh(Instant read, Instant at) {
    return read.plus(OLDEST_REGISTRY).isAfter(at);
  }

  /// The first moment from this one on at which the business may call somebody.
  static Instant allowedFrom(Business business, Instant at) {
    return business.profile().calling().quiet().endAt(at);
  }

  private static Optional<Phonenumber.PhoneNumber> parse(PhoneNumber number) {
    try {
      return Optional.of(PHONES.parse(number.value(), null));
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }
}
