package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How a business is set up in the console, from its form to the last of the steps, over real
/// sockets.
@Tag("socket")
class ConsoleOnboardingTest extends ConsolePagesFixture {
  @Test
  void the_servers_own_settings_are_taken_over_as_a_draft_that_answers_once_it_is_published()
      throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    Shown settings = console.get("/b/main/receptionist?language=en");
    String form = settings.html().select(".notice a").attr("href").replaceFirst("/console", "");

    Shown taken =
        console.submitAndFollow(
            console.get(form),
            "form[action$=take-over]",
            Map.of("slug", "own", "number", "+97233333333"));

    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    var number = new PhoneNumber("+97233333333");
    assertThat(api.server.directories().directory().byNumber(number))
        .as("a draft answers nobody")
        .isEmpty();
    Shown published = console.submitAndFollow(taken, "form[action$=publish]", Map.of());
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    long own = stored("own").id();
    assertThat(answers(number)).isEqualTo(own);

    api.post(
        200,
        "/businesses/own/numbers/move",
        "{\"number\":\"+97233333333\",\"business\":\"clinic\"}");
    assertThat(answers(number)).isEqualTo(clinic);
    assertThat(stored("own").numbers()).isEmpty();
    api.post(
        409,
        "/businesses/own/numbers/move",
        "{\"number\":\"+97233333333\",\"business\":\"clinic\"}");
    for (String business : List.of("own", "clinic")) {
      assertThat(audited(business))
          .as("in both, once, and nothing of the move that was refused")
          .filteredOn(entry -> entry.startsWith("numbers.move"))
          .containsExactly("numbers.move " + business);
    }
  }

  @Test
  void a_business_is_added_by_a_form_that_ends_at_the_next_steps() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    Shown form = console.get("/agency/new?language=en");

    Shown refused =
        console.submit(
            form, "main form", Map.of("slug", "No Good", "name", "", "zone", "Mars/Base"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.html().select(".problem li, .field-problem li").size()).isGreaterThan(1);
    Shown taken = console.submit(form, "main form", Map.of("slug", "clinic", "name", "x"));
    assertThat(taken.status()).isEqualTo(409);

    Shown steps =
        console.submitAndFollow(
            form,
            "main form",
            Map.of(
                "slug",
                "law-office",
                "name",
                "משרד לוי",
                "number",
                "03-444-4444",
                "language",
                "he-IL",
                "zone",
                "Asia/Jerusalem"));

    assertThat(steps.status()).as(steps.text()).isEqualTo(200);
    assertThat(steps.html().select(".command code").text()).endsWith("/webhook/incoming_call");
    assertThat(steps.html().select(".steps .tag")).hasSize(1);
    assertThat(steps.text()).contains("03-444-4444").contains("משרד לוי");
    assertThat(api.get("/businesses/law-office").path("numbers").get(0).asText())
        .isEqualTo("+97234444444");
    assertThat(api.get("/businesses/law-office/audit").path("items").get(0).path("action").asText())
        .isEqualTo("business.add");
    Shown today = console.get("/b/law-office/today?language=en");
    assertThat(today.html().select(".set-up").text())
        .contains("Setting up 1 of 6 done Next:", "The greeting");
    assertThat(console.get("/b/clinic/calls").html().select(".set-up")).isEmpty();
  }

  @Test
  void the_next_steps_know_what_is_done_and_are_found_again() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    console.submitAndFollow(
        console.get("/agency/new"), "main form", Map.of("slug", "barber", "name", "מספרה"));

    console.submitAndFollow(
        console.get("/b/barber/receptionist/edit/greeting"),
        "main form",
        Map.of("greeting", "שלום"));

    Shown greeting = console.get("/b/barber/receptionist/edit/greeting");
    assertThat(greeting.html().select(".set-up").text()).contains("1 מתוך 6");
    assertThat(leadsTo(greeting)).isEqualTo("/receptionist/edit/hours");
    Shown hours =
        console.submitAndFollow(
            console.get("/b/barber/receptionist/edit/hours"),
            "main form",
            Map.of("sunday.0.from", "09:00", "sunday.0.to", "17:00"));
    assertThat(leadsTo(hours)).as(hours.text()).isEqualTo("/receptionist/edit/alerts");
    assertThat(leadsTo(console.get("/b/barber/receptionist/edit/alerts")))
        .isEqualTo("/receptionist/changes");
    Shown published =
        console.submitAndFollow(
            console.get("/b/barber/receptionist/changes"), "form[action$=/publish]", Map.of());
    assertThat(leadsTo(published)).isEqualTo("/receptionist/edit/alerts");
    Shown steps = console.get("/b/barber/next-steps");
    assertThat(steps.html().select(".steps li:has(.tag) a").eachAttr("href"))
        .containsExactly(
            "/console/b/barber/receptionist/edit/greeting",
            "/console/b/barber/receptionist/edit/hours",
            "/console/b/barber/receptionist/changes");
    assertThat(steps.html().select("progress").attr("value")).isEqualTo("3");

    // A draft of later takes nothing back, and a talk is known by the log.
    Shown again =
        console.submitAndFollow(
            console.get("/b/barber/receptionist/edit/greeting"),
            "main form.settings",
            Map.of("greeting", "שלום לכולם"));
    assertThat(again.html().select(".set-up").text()).contains("3 מתוך 6");
    console.submit(
        console.get("/b/barber/numbers"), "form.add-number", Map.of("number", "03-555-5555"));
    Shown tried = console.get("/b/barber/try");
    assertThat(tried.html().select(".set-up").text()).contains("4 מתוך 6");
    assertThat(console.submit(tried, "#try-begin", Map.of("which", "LIVE")).status())
        .isEqualTo(200);
    Shown alerts = console.get("/b/barber/receptionist/edit/alerts");
    assertThat(alerts.html().select(".set-up").text()).contains("5 מתוך 6");
    assertThat(alerts.html().select(".set-up .button")).as("no other is open").isEmpty();
    Shown last =
        console.submitAndFollow(
            alerts,
            "main form.settings",
            Map.of("channel-0", "mail", "address-0", "owner@example.com"));
    assertThat(last.html().select(".set-up").text()).as("once").contains("הכול מוכן");
    assertThat(console.get("/b/barber/next-steps").html().select("main h1 + p").text())
        .contains("הכול מוכן");
    assertThat(console.get("/b/barber/today").html().select(".set-up")).isEmpty();
  }

  private BusinessRecord stored(String slug) {
    return api.server.directories().store().find(slug).orElseThrow();
  }

  private long answers(PhoneNumber number) {
    return api.server.directories().directory().byNumber(number).orElseThrow().business().id();
  }

  private static String leadsTo(Shown page) {
    return page.html().select(".set-up .button").attr("href").replace("/console/b/barber", "");
  }
}
