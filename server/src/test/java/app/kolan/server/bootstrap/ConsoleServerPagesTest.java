package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The operator's pages of what belongs to the whole server, over real sockets: its users, its API
/// keys and its audit log.
@Tag("socket")
class ConsoleServerPagesTest extends ConsolePagesFixture {
  private static final String USERS = "/agency/users";
  private static final String KEYS = "/agency/keys";
  private static final String AUDIT = "/agency/audit";

  private User operator;

  @BeforeEach
  void signInAsOperator() throws Exception {
    operator = console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
  }

  private Users users() {
    return api.server.identity().users();
  }

  private User user(String email) {
    return users().find(EmailAddress.of(email)).orElseThrow();
  }

  private static String row(String email) {
    return ".rows > li:has(bdi:containsOwn(%s))".formatted(email);
  }

  private static String form(String email, String action) {
    return row(email) + " form:has([value=%s])".formatted(action);
  }

  private static Map<String, String> csrf(Shown page, String name, String value) {
    return Map.of("csrf", page.html().expectFirst("input[name=csrf]").attr("value"), name, value);
  }

  /// What was noted of the whole server, the newest first.
  private List<String> auditedOfServer() throws Exception {
    var entries = new ArrayList<String>();
    for (JsonNode entry : api.get("/audit?limit=200").path("items")) {
      entries.add(entry.path("action").asText() + " " + entry.path("subject").asText());
    }
    return entries;
  }

  @Test
  void the_agency_has_a_menu_of_its_pages() throws Exception {
    List<String> pages =
        List.of("/agency", "/agency/numbers", "/agency/accounts", USERS, KEYS, AUDIT);
    for (String path : pages) {
      Shown page = console.get(path);
      assertThat(page.html().select("nav.tabs a").eachAttr("href"))
          .as(path)
          .containsExactlyElementsOf(pages.stream().map("/console"::concat).toList());
      assertThat(page.html().select("nav.tabs [aria-current=page]").attr("href"))
          .as(path)
          .isEqualTo("/console" + path);
    }
  }

  @Test
  void all_users_are_listed_with_their_roles_and_how_they_are_known() throws Exception {
    console.user("both@example.com", false, Map.of(clinic, Role.STAFF, garage, Role.AUDITOR));
    users().invite(EmailAddress.of("nobody@example.com"), "", false, Map.of(), AuditActor.COMMAND);

    Shown page = console.get(USERS + "?language=en");

    assertThat(page.html().select(".rows > li")).hasSize(4);
    assertThat(page.html().select(row("both@example.com") + " a.tag").eachText())
        .containsExactly("clinic · Staff", "garage · Auditor");
    assertThat(page.html().select(row("both@example.com") + " a.tag").eachAttr("href"))
        .containsExactly("/console/b/clinic/team", "/console/b/garage/team");
    assertThat(page.html().select(row("both@example.com")).text()).contains("Never signed in");
    assertThat(page.html().select(row("nobody@example.com")).text())
        .contains("Invited", "No role in any business");
    assertThat(page.html().select(row("owner@example.com")).text()).contains("Last signed in");
    String self = page.html().select(row("operator@example.com")).text();
    assertThat(self).contains("Operator", "You", "Add another operator first");
    assertThat(page.html().select(row("operator@example.com") + " form")).isEmpty();
  }

  @Test
  void users_are_sought_and_paged() throws Exception {
    for (int i = 0; i < 51; i++) {
      users()
          .invite(
              EmailAddress.of("guest%d@example.com".formatted(i)),
              "",
              false,
              Map.of(),
              AuditActor.COMMAND);
    }

    Shown first = console.get(USERS + "?q=guest");
    assertThat(first.html().select(".rows > li")).hasSize(50);
    String next = first.html().select("a[rel=next]").attr("href").replaceFirst("^/console", "");
    assertThat(next).contains("q=guest");
    Shown second = console.get(next);
    assertThat(second.html().select(".rows > li")).hasSize(1);
    assertThat(second.html().select("a[rel=next]")).isEmpty();
    assertThat(emails(USERS + "?q=OWNER")).containsExactly("owner@example.com");
    assertThat(emails(USERS + "?kind=OPERATOR")).containsExactly("operator@example.com");
    assertThat(emails(USERS + "?kind=NEVER_SIGNED_IN&q=guest5"))
        .containsExactly("guest5@example.com", "guest50@example.com");
    assertThat(console.get(USERS + "?kind=DISABLED").html().select(".empty")).hasSize(1);
    assertThat(console.get(USERS + "?after=x").status()).isEqualTo(404);
  }

  private List<String> emails(String path) throws Exception {
    return console.get(path).html().select(".rows > li > span:first-child bdi").eachText();
  }

  @Test
  void an_operator_is_invited_by_a_link_that_is_shown_once_and_again() throws Exception {
    Shown page = console.get(USERS);

    Shown invited = console.submit(page, "form:has(#email)", Map.of("email", "new@example.com"));

    assertThat(invited.status()).as(invited.text()).isEqualTo(200);
    String link = invited.html().expectFirst("#link").attr("value");
    assertThat(link).contains("/console/invitation#");
    User added = user("new@example.com");
    assertThat(added.operator()).isTrue();
    assertThat(added.state()).isEqualTo(UserState.INVITED);
    Shown listed = console.get(USERS);
    assertThat(listed.text()).doesNotContain(link);
    Shown again =
        console.submit(listed, row("new@example.com") + " form[action$=/invitation]", Map.of());
    assertThat(again.html().expectFirst("#link").attr("value"))
        .contains("/console/invitation#")
        .isNotEqualTo(link);
    assertThat(auditedOfServer())
        .contains("user.add " + added.subject(), "user.invite " + added.subject());

    Shown taken = console.submit(listed, "form:has(#email)", Map.of("email", "new@example.com"));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.html().select(".problem[role=alert]")).hasSize(1);
    Shown refused = console.submit(listed, "form:has(#email)", Map.of("email", "no address"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.html().select(".problem[role=alert]")).hasSize(1);
  }

  @Test
  void who_is_known_becomes_an_operator_and_stays_what_he_was_without_that() throws Exception {
    Shown page = console.get(USERS);

    Shown added =
        console.submitAndFollow(page, "form:has(#email)", Map.of("email", "owner@example.com"));

    assertThat(added.html().select("#flash").text()).contains("owner@example.com");
    assertThat(user("owner@example.com").operator()).isTrue();
    console.submitAndFollow(added, form("owner@example.com", "demote"), Map.of());
    assertThat(user("owner@example.com").operator()).isFalse();
    assertThat(user("owner@example.com").memberships())
        .containsExactly(Map.entry(clinic, Role.OWNER));
  }

  @Test
  void a_reset_says_what_it_voids_and_shows_its_link_once() throws Exception {
    Shown page = console.get(USERS + "?language=en");
    String reset = row("owner@example.com") + " form[action$=/reset]";
    assertThat(page.html().select(reset + " .problem").text())
        .contains("owner@example.com", "password", "passkeys", "recovery codes", "signed out");

    Shown shown = console.submit(page, reset, Map.of());

    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.html().expectFirst("#link").attr("value")).contains("/console/reset#");
    assertThat(console.get(USERS).text()).doesNotContain("/console/reset#");
    assertThat(auditedOfServer()).contains("user.reset " + user("owner@example.com").subject());
    assertThat(signInStatus("owner@example.com")).as("the password is void").isNotEqualTo(303);
  }

  private int signInStatus(String email) throws Exception {
    console.cookies.clear();
    return console
        .post("/login", Map.of("email", email, "password", ConsoleByHand.PASSWORD))
        .status();
  }

  @Test
  void somebody_is_blocked_and_let_in_again() throws Exception {
    try (var owner = new ConsoleByHand(api.server)) {
      owner.signIn("owner@example.com");
      assertThat(owner.get("/b/clinic/calls").status()).isEqualTo(200);
      Shown page = console.get(USERS);

      Shown blocked = console.submitAndFollow(page, form("owner@example.com", "disable"), Map.of());

      assertThat(user("owner@example.com").state()).isEqualTo(UserState.DISABLED);
      assertThat(owner.get("/b/clinic/calls").location()).startsWith("/login");
      assertThat(blocked.html().select("#flash").text()).contains("owner@example.com");
      console.submitAndFollow(blocked, form("owner@example.com", "enable"), Map.of());
      assertThat(user("owner@example.com").state()).isEqualTo(UserState.ACTIVE);
      assertThat(user("owner@example.com").memberships())
          .containsExactly(Map.entry(clinic, Role.OWNER));
    }
  }

  @Test
  void somebody_is_removed_after_it_was_said_what_goes_with_him() throws Exception {
    String subject = user("owner@example.com").subject();
    Shown page = console.get(USERS + "?language=en");
    String remove = form("owner@example.com", "remove");
    assertThat(page.html().select(remove + " .problem").text())
        .contains("owner@example.com", "passkeys", "role in one business");

    Shown gone = console.submitAndFollow(page, remove, Map.of());

    assertThat(gone.html().select(row("owner@example.com"))).isEmpty();
    assertThat(users().find(EmailAddress.of("owner@example.com"))).isEmpty();
    assertThat(auditedOfServer()).contains("user.remove " + subject);
    String path = USERS + "/" + subject.substring("user:".length());
    assertThat(console.post(path, csrf(page, "action", "remove")).status()).isEqualTo(404);
    assertThat(console.post(path, csrf(page, "action", "nosuch")).status()).isEqualTo(400);
    assertThat(console.post(path, Map.of("action", "remove")).status()).isEqualTo(403);
  }

  @Test
  void nobody_takes_his_own_account_away_and_the_last_operator_stays() throws Exception {
    String path = USERS + "/" + operator.id();
    Shown page = console.get(USERS + "?language=en");
    for (String action : List.of("disable", "demote", "remove")) {
      Shown refused = console.post(path, csrf(page, "action", action));
      assertThat(refused.status()).as(action).isEqualTo(403);
      assertThat(refused.html().select(".problem[role=alert]").text())
          .as(action)
          .contains("Add another operator first");
    }

    console.user("second@example.com", true, Map.of());
    for (String action : List.of("disable", "demote", "remove")) {
      Shown refused = console.post(path, csrf(page, "action", action));
      assertThat(refused.html().select(".problem[role=alert]").text())
          .as(action)
          .contains("Only another operator");
    }
    assertThat(console.post(path + "/reset", csrf(page, "a", "b")).status()).isEqualTo(403);
    assertThat(users().find(operator.id()).orElseThrow().operator()).isTrue();
    assertThat(users().find(operator.id()).orElseThrow().state()).isEqualTo(UserState.ACTIVE);
  }

  @Test
  void a_key_of_the_server_is_made_shown_once_and_revoked() throws Exception {
    api.key(clinic, Set.of(Permission.CALLS_READ));
    Shown page = console.get(KEYS + "?language=en");
    assertThat(page.html().select("input[name=scope][value=numbers:write]")).hasSize(1);

    Shown made =
        console.submit(page, "form:has(#name)", Map.of("name", "billing", "scope", "calls:read"));

    assertThat(made.status()).as(made.text()).isEqualTo(200);
    String key = made.html().expectFirst("#made").attr("value");
    assertThat(api.server.identity().keys().authenticate(key))
        .get()
        .isInstanceOfSatisfying(KeyPrincipal.class, known -> assertThat(known.business()).isNull());
    Shown listed = console.get(KEYS);
    assertThat(listed.text()).doesNotContain(key).contains(key.substring(0, 12));
    assertThat(listed.html().select(".rows > li a.tag")).as("none of a business").isEmpty();

    Shown revoked = console.submitAndFollow(listed, ".rows > li:contains(billing) form", Map.of());

    assertThat(revoked.html().select(".rows > li:contains(billing) .tag.bad").text())
        .isEqualTo("Revoked");
    assertThat(api.server.identity().keys().authenticate(key)).isEmpty();
    assertThat(console.post(KEYS, csrf(page, "name", "nothing")).status()).isEqualTo(400);
    assertThat(console.post(KEYS + "/999", csrf(page, "a", "b")).status()).isEqualTo(404);
  }

  @Test
  void all_keys_are_seen_with_their_businesses_and_revoked_from_there() throws Exception {
    String key = api.key(garage, Set.of(Permission.CALLS_READ));
    ApiKey known = api.server.identity().keys().findByText(key).orElseThrow();

    Shown page = console.get(KEYS + "?of=all&language=en");

    assertThat(page.html().select(".rows > li a.tag").eachAttr("href"))
        .containsExactly("/console/b/garage/keys");
    assertThat(page.html().select(".rows > li .tag:contains(For all businesses)")).isNotEmpty();
    Shown revoked =
        console.submitAndFollow(
            page, "form[action$=/agency/keys/%d]".formatted(known.id()), Map.of());
    assertThat(revoked.html().select("option[value=all][selected]")).hasSize(1);
    assertThat(api.server.identity().keys().authenticate(key)).isEmpty();
    assertThat(audited("garage")).contains("key.revoke " + known.subject());
  }

  @Test
  void the_log_of_the_server_is_read_by_filters_and_leads_to_the_businesses() throws Exception {
    User stranger = console.user("stranger@example.com", false, Map.of(garage, Role.OWNER));
    Instant now = Instant.now();
    String call = "CA" + "0".repeat(31) + "7";
    note("user:1", "recording.read", clinic, call, now);
    note("key:77", "contact.list", garage, "garage", now);
    note("anonymous", "account.set", null, "AC1", now);

    Shown page = console.get(AUDIT + "?language=en");

    assertThat(page.html().select(".rows > li:contains(recording.read) a").eachAttr("href"))
        .contains("/console/b/clinic/audit", "/console/b/clinic/calls/" + call);
    assertThat(page.html().select(".rows > li:contains(contact.list) a").eachAttr("href"))
        .contains("/console/b/garage/audit", "/console/agency/audit?actor=key:77");
    assertThat(page.html().select(".rows > li:contains(account.set)").text())
        .contains("Twilio accounts");
    assertThat(actions(AUDIT + "?business=garage")).contains("contact.list");
    assertThat(actions(AUDIT + "?business=garage")).doesNotContain("recording.read", "account.set");
    assertThat(actions(AUDIT + "?group=account")).containsExactly("account.set");
    assertThat(actions(AUDIT + "?actor=key:77")).containsExactly("contact.list");
    assertThat(console.get(AUDIT + "?actor=key:77").html().select("#actor [selected]").val())
        .isEqualTo("key:77");
    assertThat(console.get(AUDIT + "?actor=user:99999").html().select(".empty")).hasSize(1);
    assertThat(console.get(AUDIT + "?business=nosuch").status()).isEqualTo(404);
    assertThat(console.get("/b/clinic/audit").html().select("#business, a.tag")).isEmpty();
    console.signIn("owner@example.com");
    assertThat(console.get("/b/clinic/audit?actor=" + stranger.subject()).text())
        .as("who belongs to another business is not named")
        .doesNotContain("stranger@example.com");
  }

  private void note(
      String actor, String action, @Nullable Long business, String subject, Instant at) {
    api.server
        .identity()
        .auditLog()
        .append(new AuditEntry(at, actor, action, business, subject, null, null));
  }

  private List<String> actions(String path) throws Exception {
    return console
        .get(path)
        .html()
        .select(".rows > li > .row-tags > bdi:first-child code")
        .eachText();
  }

  @Test
  void the_log_of_the_server_is_paged_with_its_filters() throws Exception {
    for (int i = 0; i < 101; i++) {
      note("key:77", "contact.list", garage, "garage", Instant.now());
    }

    Shown page = console.get(AUDIT + "?business=garage&actor=key:77");

    assertThat(page.html().select(".rows > li")).hasSize(100);
    String next = page.html().select("a[rel=next]").attr("href").replaceFirst("^/console", "");
    assertThat(next).contains("business=garage", "actor=key%3A77");
    assertThat(console.get(next).html().select(".rows > li")).hasSize(1);
  }
}
