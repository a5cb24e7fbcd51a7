package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The forms of settings in the console, over real sockets.
@Tag("socket")
class ConsoleSettingsFormsTest extends ConsoleSettingsFixture {
  @Test
  void what_is_wrong_with_alerts_is_said_in_the_language_of_the_page() throws Exception {
    Shown wrong = save("alerts", Map.of("channel-0", "sms", "address-0", "12", "from-0", ""));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html().select("#address-0-problem").text()).contains("צריך מספר טלפון מלא");
    assertThat(wrong.html().select("#from-0-problem").text()).contains("מספר של העסק בטוויליו");
    assertThat(wrong.html().select("#address-0").attr("value")).isEqualTo("12");

    Shown saved =
        save(
            "alerts",
            Map.of(
                "channel-0", "sms",
                "address-0", "050-123-4567",
                "from-0", "+97231111111",
                "kind-missed-call-0", "1",
                "quiet-shabbat-0", "1"));
    assertThat(saved.status()).isEqualTo(303);
    assertThat(document(2))
        .contains("sms:+972501234567")
        .contains("missed-call")
        .contains("shabbat");
    save("retention", Map.of("sound", "90"));
    assertThat(document(3)).contains("sound: 90").contains("sms:+972501234567");
  }

  @Test
  void what_a_form_does_not_know_stays_as_it_is() throws Exception {
    console.submitAndFollow(
        part("hours"), FORM, Map.of("tuesday.0.from", "09:00", "tuesday.0.to", "12:00"));
    console.submitAndFollow(part("people"), FORM, Map.of("about-0", "buyers"));
    console.submitAndFollow(
        part("words"), FORM, Map.of("written-1", "SMS", "spoken-1", "אס אם אס"));
    console.submitAndFollow(
        part("answers"),
        FORM,
        Map.of("instructions", "Be kind.", "question-0", "יש חניה?", "answer-0", "כן,\nמאחור"));

    String draft = document(5);
    JsonNode now = YamlText.map("x", draft, new ArrayList<>());
    JsonNode before = YamlText.map("x", document(1), new ArrayList<>());
    assertThat(now.path("fields")).isEqualTo(before.path("fields"));
    assertThat(now.path("tools")).isEqualTo(before.path("tools"));
    assertThat(now.path("hours").path("sunday")).isEqualTo(before.path("hours").path("sunday"));
    assertThat(now.path("hours").path("monday").asText()).isEqualTo("8:00-17:00");
    assertThat(now.path("hours").path("exceptions"))
        .isEqualTo(before.path("hours").path("exceptions"));
    assertThat(now.path("hours").path("tuesday").asText()).isEqualTo("09:00-12:00");
    assertThat(now.path("transfer-to").path("sales").path("about").asText()).isEqualTo("buyers");
    assertThat(now.path("transfer-to").path("dana"))
        .isEqualTo(before.path("transfer-to").path("dana"));
    assertThat(now.path("lexicon").path("Carmel").asText()).isEqualTo("כרמל");
    assertThat(now.path("instructions").asText()).contains("Q: יש חניה?\nA: כן, מאחור");
    Shown answers = part("answers");
    assertThat(answers.html().select("#instructions").text()).isEqualTo("Be kind.");
    assertThat(answers.html().select("#question-0").val()).isEqualTo("יש חניה?");
    // Drafts that were replaced are given up, and the tool has its secret still.
    assertThat(version(4).path("state").asText()).isEqualTo("ARCHIVED");
    assertThat(stored(5).document()).contains("very-secret-key-of-a-tool");
    assertThat(console.get(SETTINGS + "/changes").text()).doesNotContain("very-secret-key");
  }

  @Test
  void a_form_that_was_not_changed_makes_no_draft() throws Exception {
    for (String part : List.of("greeting", "hours", "answers", "people", "words", "abilities")) {
      Shown same = console.submitAndFollow(part(part), FORM, Map.of());
      assertThat(same.html().select("#flash").text()).as(part).contains("לא השתנה");
    }
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void what_is_wrong_stands_beside_its_field_in_the_words_of_the_file() throws Exception {
    var _ = console.get(SETTINGS + "?language=en");
    Shown people =
        save(
            "people",
            Map.of(
                "number-1",
                "12",
                "human-number",
                "call me",
                "label-2",
                "x y",
                "number-2",
                "050-3333333"));
    assertThat(people.status()).isEqualTo(422);
    assertThat(people.html().select("#number-1-problem").text())
        .isEqualTo("12: write it in E.164 and in quotes, such as \"+972501234567\"");
    assertThat(people.html().select("#human-number-problem").text()).contains("write it in E.164");
    assertThat(people.html().select("#label-2-problem").text()).contains("Latin letters");
    assertThat(people.html().select("#number-1").val()).isEqualTo("12");

    Shown hours =
        save(
            "hours",
            Map.of("friday.0.from", "09:00", "date-1", "", "from-1", "10:00", "to-1", "11:00"));
    assertThat(hours.html().select("#date-1-problem").text()).contains("give the date");
    Shown half = save("hours", Map.of("friday.0.from", "09:00"));
    assertThat(half.html().select("#friday-problem").text()).contains("write hours as 09:00-17:00");

    Shown voice = save("greeting", Map.of("say-voice", "Polly.Joanna"));
    assertThat(voice.html().select("#say-voice-problem").text()).contains("Twilio refuses it");
    Shown words = save("words", Map.of("written-1", "Carmel", "spoken-1", "x"));
    assertThat(words.html().select("#written-1-problem").text()).contains("it is there twice");
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void the_hours_are_shown_for_four_weeks_with_shabbat_before_they_are_saved() throws Exception {
    Shown page = part("hours");
    assertThat(page.html().select(".preview-week")).hasSize(4);
    assertThat(page.html().select(".preview-day")).hasSize(28);
    for (Element week : page.html().select(".preview-week")) {
      assertThat(week.select(".preview-day").get(6).text()).contains("שבת", "סגור");
      assertThat(week.select(".preview-day").get(2).text()).contains("סגור");
    }

    Shown preview =
        console.submit(
            page, FORM, Map.of("tuesday.0.from", "09:00", "tuesday.0.to", "12:00", "preview", "1"));

    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    // Some Tuesday of four is no holiday.
    assertThat(preview.html().select(".preview-week").stream())
        .extracting(week -> week.select(".preview-day").get(2).text())
        .anyMatch(tuesday -> tuesday.contains("09:00–12:00"));
    assertThat(preview.html().select("input[name=tuesday.0.from]").val()).isEqualTo("09:00");
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void only_some_abilities_are_allowed_when_some_are_chosen() throws Exception {
    Shown page = part("abilities");
    assertThat(page.html().select("input[type=checkbox]")).hasSizeGreaterThan(7);
    assertThat(page.html().select("main").text()).contains("Books");

    console.submitAndFollow(page, FORM, Map.of("allowed", "some"));
    assertThat(document(2)).contains("allowed-tools").contains("take_message");
    console.submitAndFollow(part("abilities"), FORM, Map.of("allowed", "all"));
    assertThat(document(3)).doesNotContain("allowed-tools");
  }

  @Test
  void comments_stay_where_nothing_was_changed() throws Exception {
    var _ =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("shop", "shop", null, List.of()),
                "# What we sell.\ninstructions: |\n  Fruit.\n# Ours.\ngreeting: Hello\n",
                "",
                Author.COMMAND);
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    Shown page = console.get("/b/shop/receptionist/edit/greeting");

    console.submitAndFollow(page, FORM, Map.of("greeting", "Good morning"));

    long shop = api.server.directories().store().find("shop").orElseThrow().id();
    assertThat(api.server.directories().store().version(shop, 2).orElseThrow().document())
        .isEqualTo("# What we sell.\ninstructions: |\n  Fruit.\n# Ours.\ngreeting: Good morning\n");
  }

  private SettingsVersion stored(int number) {
    return api.server.directories().store().version(clinic, number).orElseThrow();
  }
}
