package app.kolan.server.business;

import java.time.ZoneId;
import java.util.Locale;

/// Where a business is, and what is spoken there.
///
/// @param zone the time zone of its clocks
/// @param country an ISO 3166 code of two capitals; a number without a country code is one of this
///   country
/// @param language a BCP 47 tag
public record BusinessLocale(ZoneId zone, String country, String language) {
  /// Israel, in Hebrew.
  public static final BusinessLocale ISRAEL =
      new BusinessLocale(ZoneId.of("Asia/Jerusalem"), "IL", "he-IL");

  /// The country's name in English.
  public String countryName() {
    return Locale.of("", country).getDisplayCountry(Locale.ENGLISH);
  }

  /// The language's name in English.
  public String languageName() {
    return Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
  }
}
