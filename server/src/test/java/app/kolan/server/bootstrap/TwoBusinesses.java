package app.kolan.server.bootstrap;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.Greeting;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.Secret;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A clinic in Israel and a garage in Germany on one server, each with a Twilio account of its own;
/// their settings can be changed while it runs.
final class TwoBusinesses implements BusinessDirectory {
  static final String CLINICS_ACCOUNT = TwilioByHand.ACCOUNT;
  static final String CLINICS_TOKEN = TwilioByHand.TOKEN;
  static final PhoneNumber CLINICS_NUMBER = new PhoneNumber("+97231234567");
  static final PhoneNumber CLINICS_HUMAN = new PhoneNumber("+972502345678");
  static final String GARAGES_ACCOUNT = "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
  static final String GARAGES_TOKEN = "staple battery horse correct";
  static final PhoneNumber GARAGES_NUMBER = new PhoneNumber("+49301234567");
  static final PhoneNumber GARAGES_HUMAN = new PhoneNumber("+49309876543");
  static final long CLINIC = 1;
  static final long GARAGE = 2;

  private final ProviderSelection providers;

  /// All versions, the newest of each business last.
  private final List<BusinessSettings> versions = new CopyOnWriteArrayList<>();

  TwoBusinesses() {
    this(ProviderSelection.NONE);
  }

  TwoBusinesses(ProviderSelection providers) {
    this.providers = providers;
    versions.add(clinic(1, CLINICS_HUMAN, null));
    versions.add(garage());
  }

  /// From the next call on, the clinic has another human and these tools alone.
  void changeClinic(PhoneNumber human, Set<String> tools) {
    versions.add(clinic(2, human, tools));
  }

  @Override
  public Optional<BusinessSettings> byNumber(PhoneNumber called) {
    if (called.equals(CLINICS_NUMBER)) {
      return newest(CLINIC);
    }
    return called.equals(GARAGES_NUMBER) ? newest(GARAGE) : Optional.empty();
  }

  @Override
  public Optional<BusinessSettings> find(long business, long version) {
    return versions.stream()
        .filter(known -> known.business().id() == business && known.version() == version)
        .findFirst()
        .or(() -> newest(business));
  }

  @Override
  public List<BusinessSettings> all() {
    var all = new ArrayList<BusinessSettings>();
    newest(CLINIC).ifPresent(all::add);
    newest(GARAGE).ifPresent(all::add);
    return all;
  }

  private Optional<BusinessSettings> newest(long business) {
    return versions.reversed().stream()
        .filter(known -> known.business().id() == business)
        .findFirst();
  }

  private BusinessSettings clinic(
      long version, PhoneNumber human, @Nullable Set<String> allowedTools) {
    var profile =
        BusinessProfile.builder()
            .instructions("The clinic treats teeth.")
            .hours(hours("Asia/Jerusalem", 8))
            .allowedTools(allowedTools)
            .build();
    return new BusinessSettings(
        version,
        new Business(CLINIC, "the clinic", human, AnswerMode.CONVERSE, profile),
        new AccountTokens(CLINICS_ACCOUNT, List.of(new Secret(CLINICS_TOKEN))),
        providers,
        null);
  }

  private BusinessSettings garage() {
    var profile =
        BusinessProfile.builder()
            .instructions("The garage fixes cars.")
            .hours(hours("Europe/Berlin", 7))
            .allowedTools(Set.of("take_message", "opening_hours", "end_call"))
            .build();
    return new BusinessSettings(
        1,
        new Business(
            GARAGE,
            "the garage",
            GARAGES_HUMAN,
            AnswerMode.CONVERSE,
            profile,
            new Greeting("Guten Tag.", "Google.de-DE-Wavenet-A", "de-DE"),
            new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE")),
        new AccountTokens(GARAGES_ACCOUNT, List.of(new Secret(GARAGES_TOKEN))),
        providers,
        null);
  }

  private static OpeningHours hours(String zone, int from) {
    var day = new OpeningHours.Hours(LocalTime.of(from, 0), LocalTime.of(from + 8, 0));
    return new OpeningHours(
        ZoneId.of(zone), Map.of(DayOfWeek.MONDAY, List.of(day)), Map.of(), null);
  }
}
