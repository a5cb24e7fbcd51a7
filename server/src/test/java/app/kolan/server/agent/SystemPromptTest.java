package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import java.time.Instant;
import java.time.ZoneId;
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

  private static String text(BusinessLocale locale) {
    var business =
        new Business(1, "test", null, AnswerMode.CONVERSE, BusinessProfile.NONE, null, locale);
    return new SystemPrompt(business, () -> EVENING).text();
  }
}
