package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.provider.VoiceGender;
import app.kolan.server.provider.WrittenLanguage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SystemPromptTest {
  private static final Instant EVENING = Instant.parse("2026-11-22T22:30:00Z");

  @Test
  void in_israel_hebrew_is_spoken_and_the_time_is_that_of_jerusalem() {
    assertThat(text(BusinessLocale.ISRAEL))
        .contains("Speak Hebrew, unless", "read in Hebrew words")
        .contains("\nThe time in Israel: Monday, 23 November 2026, 00:30\n");
  }

  @Test
  void elsewhere_language_and_time_are_those_of_the_business() {
    assertThat(text(new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE")))
        .contains("Speak German, unless", "read in German words")
        .contains("\nThe time in Germany: Sunday, 22 November 2026, 23:30\n")
        .doesNotContain("Hebrew", "Israel");
  }

  @Test
  void the_agents_gender_is_its_voices() {
    assertThat(text(BusinessLocale.ISRAEL, VoiceGender.FEMININE))
        .contains("speak of yourself in the feminine. Address the caller in the plural");
    assertThat(text(BusinessLocale.ISRAEL, VoiceGender.MASCULINE))
        .contains("speak of yourself in the masculine.");
    assertThat(text(BusinessLocale.ISRAEL, VoiceGender.UNKNOWN))
        .contains("Say nothing of yourself that has a gender.");
  }

  @Test
  void emergency_numbers_are_those_of_israel_there_alone() {
    assertThat(text(BusinessLocale.ISRAEL)).contains("101 for an ambulance, 100 for the police");
    assertThat(text(new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE")))
        .contains("call the emergency number of the country.")
        .doesNotContain("101 for");
  }

  @Test
  void dates_have_the_name_of_their_month_and_the_days_to_come_are_listed() {
    assertThat(text(BusinessLocale.ISRAEL))
        .contains("the name of the month (12 במרץ)", "Good sentences: \"אנחנו פתוחים")
        .contains(
            """
            The days to come:
            2026-11-23, today: יום שני, 23 בנובמבר
            2026-11-24, tomorrow: יום שלישי, 24 בנובמבר
            2026-11-25: יום רביעי, 25 בנובמבר
            """)
        .endsWith("2026-12-07: יום שני, 7 בדצמבר\n");
    assertThat(text(new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE")))
        .contains("(12 März)", "today: Sonntag, 22 November");
  }

  @Test
  void holidays_and_their_eves_are_named_so_that_after_the_holiday_is_a_day() {
    var hours =
        new OpeningHours(ZoneId.of("Asia/Jerusalem"), Map.of(), Map.of(), HolidayPolicy.USUAL);
    var business =
        new Business(
            1, "test", null, AnswerMode.CONVERSE, BusinessProfile.builder().hours(hours).build());
    // Pesach of 5787 begins on the evening of 21 April 2027.
    String text =
        new SystemPrompt(business, VoiceGender.UNKNOWN, () -> Instant.parse("2027-04-14T09:00:00Z"))
            .text();

    assertThat(text)
        .contains(
            "2027-04-17: יום שבת, 17 באפריל (שבת)\n",
            "2027-04-18: יום ראשון, 18 באפריל\n",
            "2027-04-21: יום רביעי, 21 באפריל (ערב פסח)\n",
            "2027-04-22: יום חמישי, 22 באפריל (פסח)\n");
  }

  @Test
  void callers_are_answered_in_the_languages_that_there_are_voices_for() {
    assertThat(text(BusinessLocale.ISRAEL))
        .contains("Speak Hebrew, unless the caller speaks another language");
    var business = new Business(1, "test", null, AnswerMode.CONVERSE);
    assertThat(
            new SystemPrompt(
                    business,
                    VoiceGender.UNKNOWN,
                    List.of(WrittenLanguage.RUSSIAN, WrittenLanguage.ARABIC),
                    () -> EVENING)
                .text())
        .contains("Speak Hebrew; a caller who speaks Russian or Arabic is answered in that");
  }

  @Test
  void nothing_is_left_to_be_filled_in() {
    assertThat(text(BusinessLocale.ISRAEL)).doesNotContain("{", "}");
  }

  private static String text(BusinessLocale locale) {
    return text(locale, VoiceGender.UNKNOWN);
  }

  private static String text(BusinessLocale locale, VoiceGender voice) {
    var business =
        new Business(1, "test", null, AnswerMode.CONVERSE, BusinessProfile.NONE, null, locale);
    return new SystemPrompt(business, voice, () -> EVENING).text();
  }
}
