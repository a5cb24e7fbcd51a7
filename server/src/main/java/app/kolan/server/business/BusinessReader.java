package app.kolan.server.business;

import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be set for a business.
public final class BusinessReader {
  public static final Setting BUSINESS_NAME =
      new Setting(
          "KOLAN_BUSINESS_NAME",
          "business.name",
          "name of the business, as it is told at the start",
          "`Kolan`");

  public static final Setting HUMAN_NUMBER =
      new Setting(
          "KOLAN_HUMAN_NUMBER",
          "business.human-number",
          "number to connect a caller to who asks for a human, or who leaves no message after a fault, in"
              + " E.164 (`+972…`)",
          "none: the receptionist takes a message");

  public static final Setting GREETING =
      new Setting(
          "KOLAN_GREETING",
          "business.greeting",
          "a greeting of your own, which Twilio's voice says in place of the shipped one; it should say"
              + " that the call is recorded",
          "the shipped one");

  public static final Setting SAY_VOICE =
      new Setting(
          "KOLAN_SAY_VOICE",
          "business.say-voice",
          "Twilio's voice for the greeting; Hebrew is said by Google's `he-IL` voices alone",
          "`Google.he-IL-Wavenet-A`");

  public static final Setting MODE =
      new Setting(
          "KOLAN_MODE",
          "business.mode",
          "`converse` (the receptionist talks), `listen` (a human talks, Kolan listens) or `voicemail`"
              + " (no Media Streams)",
          "`converse`");

  public static final Setting COUNTRY =
      new Setting(
          "KOLAN_COUNTRY",
          "business.country",
          "where the business is, two capitals of ISO 3166; numbers without a country code are of this"
              + " country",
          "`IL`");

  public static final Setting ZONE =
      new Setting(
          "KOLAN_ZONE",
          "business.zone",
          "time zone of the business's clocks, such as `Europe/Berlin`",
          "`hours.zone` of the business if that is set, else `Asia/Jerusalem`");

  private BusinessReader() {}

  /// What is a single value.
  public static final List<Setting> SETTINGS =
      List.of(BUSINESS_NAME, HUMAN_NUMBER, GREETING, SAY_VOICE, MODE, COUNTRY, ZONE);

  /// The keys of `kolan.yaml` that hold more.
  public static final List<String> SECTIONS = BusinessProfileReader.KEYS;

  /// The business of a server that has one.
  ///
  /// @param tools reads what is asked of servers of the business
  public static SettingsGroup<Business> group(ToolSpecReader.Factory tools) {
    return SettingsGroup.of(source -> read(source, tools), SETTINGS.toArray(Setting[]::new))
        .withSections(SECTIONS);
  }

  private static Business read(SettingsSource source, ToolSpecReader.Factory tools) {
    String name = source.text(BUSINESS_NAME).orElse(Business.UNNAMED);
    PhoneNumber human = source.text(HUMAN_NUMBER).map(PhoneNumber::new).orElse(null);
    if (human != null && !human.isDialable()) {
      source.problem(
          HUMAN_NUMBER,
          human.value(),
          "write it in E.164, such as \"+972501234567\", and in kolan.yaml in quotes");
    }
    String mode = source.text(MODE).orElse("converse");
    Optional<AnswerMode> known = AnswerMode.ofWord(mode);
    if (known.isEmpty()) {
      source.problem(MODE, mode, "choose converse, listen or voicemail");
    }
    if (known.equals(Optional.of(AnswerMode.LISTEN)) && human == null) {
      source.warn(
          HUMAN_NUMBER.environment()
              + " is not set: in listen mode a caller hears the greeting, and then nobody");
    }
    BusinessProfile profile = BusinessProfileReader.read(source, tools);
    return new Business(
        Business.FIRST,
        name,
        human,
        known.orElse(AnswerMode.CONVERSE),
        profile,
        greeting(source).orElse(null),
        locale(source, profile.hours()));
  }

  private static Optional<Greeting> greeting(SettingsSource source) {
    String language = language(source);
    String voice = source.text(SAY_VOICE).orElse("Google.he-IL-Wavenet-A");
    Optional<String> text = source.text(GREETING);
    if (text.isPresent() && language.startsWith("he") && !voice.startsWith("Google.he-IL-")) {
      source.problem(
          SAY_VOICE,
          voice,
          "Twilio refuses it for Hebrew (13511); choose one such as Google.he-IL-Wavenet-A");
    }
    if (text.isPresent() && !language.contains("-")) {
      source.problem(
          ProviderSelectionReader.LANGUAGE,
          language,
          "Twilio says a greeting of your own only in a language with its country, such as he-IL");
    }
    return text.map(words -> new Greeting(words, voice, language));
  }

  private static BusinessLocale locale(SettingsSource source, @Nullable OpeningHours hours) {
    String country = source.text(COUNTRY).orElse(BusinessLocale.ISRAEL.country());
    if (!Set.of(Locale.getISOCountries()).contains(country)) {
      source.problem(COUNTRY, country, "give the two capitals of ISO 3166, such as IL");
      country = BusinessLocale.ISRAEL.country();
    }
    return new BusinessLocale(zone(source, hours), country, language(source));
  }

  private static ZoneId zone(SettingsSource source, @Nullable OpeningHours hours) {
    ZoneId usual = hours == null ? BusinessLocale.ISRAEL.zone() : hours.zone();
    Optional<String> name = source.text(ZONE);
    try {
      return name.map(ZoneId::of).orElse(usual);
    } catch (DateTimeException e) {
      source.problem(ZONE, name.orElse(""), "give a time zone such as Asia/Jerusalem");
      return usual;
    }
  }

  /// By whose clocks the hours of a business are when they name no zone.
  static ZoneId usualZone(SettingsSource source) {
    try {
      return source.text(ZONE).map(ZoneId::of).orElse(BusinessLocale.ISRAEL.zone());
    } catch (DateTimeException _) {
      return BusinessLocale.ISRAEL.zone();
    }
  }

  private static String language(SettingsSource source) {
    String language =
        source.text(ProviderSelectionReader.LANGUAGE).orElse(BusinessLocale.ISRAEL.language());
    Optional<String> remedy = LanguageTag.remedy(language);
    remedy.ifPresent(words -> source.problem(ProviderSelectionReader.LANGUAGE, language, words));
    return remedy.isEmpty() ? language : BusinessLocale.ISRAEL.language();
  }
}
