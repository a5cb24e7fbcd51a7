package app.kolan.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.campaign.CampaignPlan.Caps;
import app.kolan.server.campaign.CampaignPlan.Pace;
import app.kolan.server.campaign.CampaignPlan.Retries;
import app.kolan.server.outbound.CallPurpose;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How fast, how often and when a campaign calls, and what it makes of a file.
@Tag("unit")
class CampaignPlanTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// A Wednesday morning.
  private static final Instant TEN = Instant.parse("2026-11-25T08:00:00Z");

  @Test
  void calls_at_once_and_calls_a_minute_bound_the_pace() {
    var pace = new Pace(3, 4);
    List<Instant> last = List.of(TEN.minusSeconds(70), TEN.minusSeconds(50), TEN.minusSeconds(5));

    assertThat(Pacing.free(pace, 0, List.of(), TEN)).isEqualTo(3);
    assertThat(Pacing.free(pace, 2, last, TEN)).isEqualTo(1);
    assertThat(Pacing.free(pace, 0, last, TEN)).isEqualTo(2);
    assertThat(Pacing.free(pace, 5, last, TEN)).isZero();
    assertThat(Pacing.nextInMinute(pace, last, TEN)).isEqualTo(TEN);
    assertThat(Pacing.nextInMinute(new Pace(3, 2), last, TEN)).isEqualTo(TEN.plusSeconds(10));
  }

  @Test
  void nobody_is_called_outside_the_hours_in_quiet_times_and_on_shabbat() {
    var calling = CallingSettings.usual(CallingSettings.usualQuiet(ISRAEL, City.JERUSALEM));
    var business =
        new Business(
            1,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().calling(calling).build());
    var hours = CampaignPlanJson.hours("10:00-13:00, 17:00-21:00");

    assertThat(Pacing.allowedFrom(business, hours, TEN)).isEqualTo(TEN);
    assertThat(Pacing.allowedFrom(business, hours, TEN.plus(Duration.ofHours(4))))
        .as("the pause at noon")
        .isEqualTo("2026-11-25T15:00:00Z");
    assertThat(Pacing.allowedFrom(business, hours, Instant.parse("2026-11-25T18:30:00Z")))
        .as("quiet from eight in the evening")
        .isEqualTo("2026-11-26T08:00:00Z");
    assertThat(Pacing.allowedFrom(business, hours, Instant.parse("2026-11-27T14:00:00Z")))
        .as("Shabbat has begun; it is over in the afternoon hours of the next day")
        .isEqualTo("2026-11-28T15:15:00Z");
    assertThat(Pacing.allowedFrom(business, List.of(), Instant.parse("2026-11-26T04:00:00Z")))
        .isEqualTo("2026-11-26T07:00:00Z");
  }

  @Test
  void who_was_not_reached_is_called_again_by_what_came_of_it_and_not_for_ever() {
    var retries = new Retries(3, Duration.ofMinutes(5), Duration.ofHours(1), null);

    assertThat(retries.after(CampaignRowResult.BUSY, 1)).hasMinutes(5);
    assertThat(retries.after(CampaignRowResult.NOT_REACHED, 2)).hasMinutes(60);
    assertThat(retries.after(CampaignRowResult.BUSY, 3)).isNull();
    assertThat(retries.after(CampaignRowResult.MESSAGE_LEFT, 1)).isNull();
    assertThat(retries.after(CampaignRowResult.TALKED, 1)).isNull();
    assertThat(retries.after(CampaignRowResult.REFUSED, 1)).isNull();
  }

  @Test
  void caps_are_reached_by_minutes_or_by_cost() {
    var caps = new Caps(10, new BigDecimal("2"));

    assertThat(caps.reached(9, new BigDecimal("1.99"))).isNull();
    assertThat(caps.reached(10, BigDecimal.ZERO)).isEqualTo("minutes");
    assertThat(caps.reached(1, new BigDecimal("2.00"))).isEqualTo("cost");
    assertThat(Caps.NONE.reached(1_000_000, new BigDecimal("1000000"))).isNull();
  }

  @Test
  void a_file_has_each_number_once_and_says_what_it_cannot_use() {
    CampaignFile file =
        CampaignFile.read(
            "\uFEFFשם;טלפון;city\nDana;050-111 2233;חיפה\nRuth;abc;\n;+972501112233;x\n", "IL");

    assertThat(file.columns()).containsExactlyInAnyOrder("name", "city");
    assertThat(file.rows())
        .extracting(CampaignRow.Draft::reason)
        .containsExactly(null, "number", "double");
    assertThat(file.rows().getFirst().fields()).isEqualTo(Map.of("name", "Dana", "city", "חיפה"));
    assertThatThrownBy(() -> CampaignFile.read("name\nDana\n", "IL"))
        .isInstanceOfSatisfying(
            InvalidCampaign.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidCampaign.Kind.NO_NUMBERS));
    assertThatThrownBy(() -> CampaignFile.read("number,name\n0501112233,\uFFFD\uFFFD\n", "IL"))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> CampaignFile.read("number\n", "IL")).hasMessageContaining("no rows");
    assertThatThrownBy(() -> CampaignFile.read("", "IL")).isInstanceOf(InvalidCampaign.class);
  }

  @Test
  void placeholders_are_columns_and_what_is_empty_leaves_nothing() {
    assertThat(Placeholders.unknown("hi {Name}, {city}", Set.of("name"))).containsExactly("city");
    assertThat(Placeholders.unknown("שלום {שם}", Set.of("name"))).isEmpty();
    assertThat(Placeholders.fill("שלום {שם}", Map.of("name", "דנה"))).isEqualTo("שלום דנה");
    assertThat(
            Placeholders.fill("שלום {name}, התור ב{city}.", Map.of("name", "", "city", "$1 חיפה")))
        .isEqualTo("שלום, התור ב$1 חיפה.");
  }

  @Test
  void a_plan_is_as_it_was_as_json_and_one_that_cannot_be_used_says_why() {
    var plan =
        new CampaignPlan(
            "yearly",
            CallPurpose.SERVICE,
            "words",
            "task",
            new Pace(4, 9),
            new Retries(2, Duration.ofMinutes(3), Duration.ofMinutes(4), Duration.ofMinutes(5)),
            CampaignPlanJson.hours("09:30-12:00"),
            new Caps(7, new BigDecimal("1.50")));
    var json = new ObjectMapper().createObjectNode();
    CampaignPlanJson.write(plan, json);

    assertThat(CampaignPlanJson.read(json)).isEqualTo(plan);
    assertThatThrownBy(() -> CampaignPlanJson.read(json.deepCopy().put("callsAtOnce", 0)))
        .hasMessage("give 1 to 20 calls at once");
    assertThatThrownBy(() -> CampaignPlanJson.read(json.deepCopy().put("purpose", "CALL_BACK")))
        .isInstanceOf(InvalidCampaign.class);
    assertThatThrownBy(() -> CampaignPlanJson.read(json.deepCopy().put("hours", "22:00-06:00")))
        .isInstanceOf(InvalidCampaign.class);
  }
}
