package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages by which a business and a server are run, over real sockets.
@Tag("socket")
class ConsoleAdministrationTest extends ConsolePagesFixture {
  @Test
  void alerts_show_rules_and_what_was_sent_and_are_tested_and_sent_again() throws Exception {
    long bakery =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("bakery", "bakery", null, List.of("+97233333333")),
                """
                name: bakery
                local-tools: true
                alerts:
                  - to: webhook:http://127.0.0.1:1/secret-path
                    secret: what webhooks are signed with
                    kinds: [new-lead, missed-call]
                """,
                "",
                Author.COMMAND)
            .id();
    console.user("baker@example.com", false, Map.of(bakery, Role.OWNER));
    console.user("helper@example.com", false, Map.of(bakery, Role.STAFF));
    console.signIn("baker@example.com");
    Shown page = console.get("/b/bakery/alerts?language=en");
    assertThat(page.html().select("section:has(#rules-title) .tag").eachText())
        .containsExactly("New lead", "Missed call");
    assertThat(page.text()).contains("secret-path").doesNotContain("what webhooks are signed with");

    Shown tested = console.submitAndFollow(page, "form:has(input[name=rule])", Map.of());

    assertThat(tested.html().select("#flash").text()).contains("on its way");
    assertThat(tested.html().select("section:has(#log-title) .row")).hasSize(1);
    Await.until(
        "it cannot be sent",
        () ->
            page("/b/bakery/alerts").html().select("section:has(#log-title) details").size() == 1);
    assertThat(page("/b/bakery/alerts?language=he").html().select("#log-title ~ ul .row").text())
        .contains("לא התקבלה תשובה", "ConnectException", "לא נשלחה");
    Shown again =
        console.submitAndFollow(
            console.get("/b/bakery/alerts"), "section:has(#log-title) .row form", Map.of());
    assertThat(again.html().select("#flash p")).isNotEmpty();
    assertThat(console.get("/b/bakery/alerts?state=SENT").html().select(".empty")).hasSize(1);
    assertThat(console.post("/b/bakery/alerts", csrf(page, "rule", "nosuch")).status())
        .isEqualTo(404);

    console.signIn("helper@example.com");
    Shown seen = console.get("/b/bakery/alerts");
    assertThat(seen.html().select("main form[method=post]:not([data-push])")).isEmpty();
  }

  @Test
  void a_member_is_invited_by_a_link_that_is_shown_once_and_his_role_is_changed_and_taken()
      throws Exception {
    Shown page = console.get("/b/clinic/team?language=en");
    assertThat(page.html().select(".rows > li")).hasSize(1);

    Shown invited =
        console.submit(
            page, "form:has(#email)", Map.of("email", "dana@example.com", "role", "STAFF"));

    assertThat(invited.status()).as(invited.text()).isEqualTo(200);
    String link = invited.html().expectFirst("#link").attr("value");
    assertThat(link).contains("/console/invitation#");
    assertThat(console.get("/b/clinic/team").text()).doesNotContain(link);
    Shown listed = console.get("/b/clinic/team");
    assertThat(listed.html().select(".rows > li")).hasSize(2);
    User dana =
        api.server.identity().users().find(EmailAddress.of("dana@example.com")).orElseThrow();
    assertThat(dana.memberships()).containsExactly(Map.entry(clinic, Role.STAFF));

    Shown again =
        console.submit(
            listed, "form:has(#email)", Map.of("email", "dana@example.com", "role", "STAFF"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.html().select(".problem[role=alert]")).hasSize(1);
    Shown other = console.submit(listed, "form[action$=/invitation]", Map.of());
    assertThat(other.html().expectFirst("#link").attr("value")).isNotEqualTo(link);

    console.submitAndFollow(listed, "form:has(select[aria-label])", Map.of("role", "AUDITOR"));
    assertThat(api.server.identity().users().find(dana.id()).orElseThrow().memberships())
        .containsExactly(Map.entry(clinic, Role.AUDITOR));

    Shown gone = console.submitAndFollow(listed, "form:has([value=remove])", Map.of());
    assertThat(gone.html().select(".rows > li")).hasSize(1);
    assertThat(audited()).contains("user.role user:" + dana.id());
  }

  @Test
  void nobody_changes_his_own_role_or_one_of_another_business() throws Exception {
    User owner =
        api.server.identity().users().find(EmailAddress.of("owner@example.com")).orElseThrow();
    User other = console.user("other@example.com", false, Map.of());
    Shown page = console.get("/b/clinic/team");

    assertThat(
            console.post("/b/clinic/team/" + owner.id(), csrf(page, "action", "remove")).status())
        .isEqualTo(403);
    assertThat(
            console.post("/b/clinic/team/" + other.id(), csrf(page, "action", "remove")).status())
        .isEqualTo(404);
    assertThat(console.post("/b/clinic/team", csrf(page, "role", "OPERATOR")).status())
        .isIn(400, 403);
  }

  @Test
  void a_key_is_made_shown_once_used_and_revoked() throws Exception {
    Shown page = console.get("/b/clinic/keys?language=en");
    assertThat(page.html().select(".empty")).hasSize(1);

    Shown made =
        console.submit(page, "form:has(#name)", Map.of("name", "calendar", "scope", "calls:read"));

    assertThat(made.status()).as(made.text()).isEqualTo(200);
    String key = made.html().expectFirst("#made").attr("value");
    assertThat(key).startsWith("kolan_");
    Shown listed = console.get("/b/clinic/keys");
    assertThat(listed.text()).doesNotContain(key).contains(key.substring(0, 12));
    assertThat(api.server.identity().keys().authenticate(key)).isPresent();

    Shown revoked = console.submitAndFollow(listed, "form:has(.danger)", Map.of());

    assertThat(revoked.html().select(".tag.bad").text()).isEqualTo("Revoked");
    assertThat(api.server.identity().keys().authenticate(key)).isEmpty();
    assertThat(console.post("/b/clinic/keys", csrf(page, "name", "nothing")).status())
        .isEqualTo(400);
    assertThat(console.post("/b/clinic/keys/999", csrf(page, "a", "b")).status()).isEqualTo(404);
    assertThat(audited()).anyMatch(entry -> entry.startsWith("key.add"));
  }

  @Test
  void the_audit_log_is_read_by_filters_and_pages_and_about_one_person() throws Exception {
    CallSid call = call(1, CallOutcome.FINISHED);
    console.get("/b/clinic/calls/" + call.value());
    for (int i = 0; i < 101; i++) {
      console.get("/b/clinic/alerts");
    }

    Shown page = console.get("/b/clinic/audit?language=en");

    assertThat(page.html().select(".rows > li")).hasSize(100);
    assertThat(page.html().expectFirst(".rows > li").text())
        .contains("owner@example.com")
        .contains("Alerts")
        .contains("alert.list");
    String next = page.html().select("a[rel=next]").attr("href").replaceFirst("^/console", "");
    assertThat(console.get(next).html().select(".rows > li").size()).isBetween(2, 20);
    Shown calls = console.get("/b/clinic/audit?group=transcript");
    assertThat(calls.html().select(".rows > li a").attr("href")).endsWith(call.value());
    assertThat(console.get("/b/clinic/audit?number=050-1234567").html().select(".rows > li"))
        .isNotEmpty()
        .allMatch(row -> row.html().contains(call.value()));
    assertThat(console.get("/b/clinic/audit?number=050-7654321").html().select(".empty"))
        .hasSize(1);
    assertThat(console.get("/b/clinic/audit?number=x").html().select(".problem")).hasSize(1);
    assertThat(console.get("/b/clinic/audit?actor=user:99").html().select(".empty")).hasSize(1);
    assertThat(console.get("/b/clinic/audit?before=x").status()).isEqualTo(404);
  }

  @Test
  void the_operator_sees_all_businesses_at_a_glance() throws Exception {
    call(1, CallOutcome.OPEN);
    call(2, CallOutcome.HUNG_UP);
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");

    Shown page = console.get("/agency?language=en");

    assertThat(page.html().select(".rows a.row-link").eachAttr("href"))
        .contains("/console/b/clinic", "/console/b/garage");
    assertThat(page.html().select(".rows li:has([href$=/clinic])").text()).contains("One call now");
    assertThat(page.html().select(".rows li:has([href$=/garage]) .tag")).isEmpty();
    assertThat(console.get("/b/clinic/calls").html().select("a[href$=/agency]")).isNotEmpty();
    Shown numbers = console.get("/agency/numbers");
    assertThat(numbers.html().select(".rows li:has([href$=/clinic/numbers])").text())
        .contains(CLINIC.value(), "clinic");
    assertThat(numbers.html().select("#without-title")).as("each has one").isEmpty();
  }

  @Test
  void a_campaign_that_paused_itself_is_known_to_the_owner_and_to_the_operator() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    CampaignStore campaigns = api.server.campaigns().store();
    CampaignPlan plan =
        CampaignPlanJson.read(
            JsonNodeFactory.instance
                .objectNode()
                .put("name", "תזכורת שנתית")
                .put("purpose", "SERVICE")
                .put("words", "שלום"));
    Campaign campaign =
        campaigns
            .add(
                new CampaignStore.Draft(clinic, plan, List.of(), "hash", "key", "user:1"),
                Instant.now())
            .campaign();
    assertThat(console.get("/b/clinic/today").html().select("#stopped-title")).isEmpty();

    assertThat(
            campaigns.move(
                campaign,
                EnumSet.allOf(Campaign.State.class),
                Campaign.State.PAUSED,
                "no-account",
                null,
                Instant.now()))
        .isTrue();

    Shown today = console.get("/b/clinic/today");
    assertThat(today.html().select("#stopped-title + ul > li").text())
        .contains("תזכורת שנתית", "Twilio");
    assertThat(today.html().select("#stopped-title + ul a").attr("href"))
        .endsWith("/campaigns/" + campaign.id());
    assertThat(console.get("/b/garage/today").html().select("#stopped-title")).isEmpty();
    Shown agency = console.get("/agency");
    assertThat(agency.html().expectFirst(".rows > li").text())
        .contains("clinic", "קמפיין אחד נעצר");
  }

  private Shown page(String path) {
    try {
      return console.get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// The token of a page's forms, with one field more.
  private static Map<String, String> csrf(Shown page, String name, String value) {
    return Map.of("csrf", page.html().expectFirst("input[name=csrf]").attr("value"), name, value);
  }
}
