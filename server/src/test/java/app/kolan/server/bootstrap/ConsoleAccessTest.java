package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.Routes.Route;
import app.kolan.server.console.settings.SettingsPart;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may have which page, over real sockets: every page of the console, against a table that
/// people can read; and what every page has in common.
@Tag("socket")
class ConsoleAccessTest {
  /// The pages: `anybody`, `person` for who has signed in, what is needed in the business, or after
  /// `server` in all businesses.
  private static final String TABLE =
      """
      GET  /login                    anybody
      POST /login                    anybody
      POST /login/passkey            anybody
      POST /login/passkey/options    anybody
      POST /logout                   person
      GET  /profile                  person
      POST /profile/telephone        person
      GET  /profile/password         person
      POST /profile/password         person
      POST /profile/passkeys         person
      POST /profile/passkeys/options person
      POST /profile/passkeys/remove  person
      POST /profile/second-factor                person
      POST /profile/second-factor/confirm        person
      POST /profile/second-factor/recovery-codes person
      POST /profile/second-factor/remove         person
      POST /profile/sessions/{session}           person
      GET  /forgot                   anybody
      POST /forgot                   anybody
      GET  /invitation               anybody
      POST /invitation               anybody
      GET  /reset                    anybody
      POST /reset                    anybody
      GET  /first                    anybody
      POST /first                    anybody
      GET  /manifest.webmanifest     anybody
      GET  /worker.js                anybody
      GET  /offline                  anybody
      GET  /                         person
      GET  /leads/{call}             person
      GET  /b/{business}             businesses:read
      GET  /b/{business}/more        businesses:read
      GET  /b/{business}/today       transcripts:read
      POST /b/{business}/promises/{promise} leads:write
      GET  /b/{business}/calls       calls:read
      GET  /b/{business}/calls/{call} calls:read
      GET  /b/{business}/calls/{call}/words.txt transcripts:read
      GET  /b/{business}/calls/{call}/turns/{turn} recordings:read
      GET  /b/{business}/calls/{call}/sound recordings:read
      GET  /b/{business}/calls/{call}/recordings/{recording} recordings:read
      GET  /b/{business}/leads       transcripts:read
      GET  /b/{business}/board       transcripts:read
      GET  /b/{business}/leads.csv   transcripts:read
      GET  /b/{business}/leads/{call} transcripts:read
      POST /b/{business}/leads/{call} leads:write
      POST /b/{business}/leads/{call}/notes leads:write
      POST /b/{business}/views       calls:read
      POST /b/{business}/views/{view} calls:read
      POST /b/{business}/bulk/calls  leads:write
      POST /b/{business}/bulk/leads  leads:write
      POST /b/{business}/bulk/erase  persons:erase
      POST /b/{business}/call-back   calls:place
      GET  /b/{business}/call-backs/{order}/sound recordings:read
      GET  /b/{business}/outgoing-calls calls:read
      POST /b/{business}/outgoing-calls/{order} calls:place
      GET  /b/{business}/campaigns   calls:read
      POST /b/{business}/campaigns   calls:place
      GET  /b/{business}/campaigns/{campaign} contacts:read
      POST /b/{business}/campaigns/{campaign} calls:place
      GET  /b/{business}/campaigns/{campaign}/results.csv contacts:read
      GET  /b/{business}/registry    calls:read
      POST /b/{business}/registry    settings:publish
      GET  /b/{business}/people      contacts:read
      GET  /b/{business}/people.csv  contacts:read
      GET  /b/{business}/people-import contacts:write
      POST /b/{business}/people-import contacts:write
      POST /b/{business}/people      contacts:write
      GET  /b/{business}/people/{contact} contacts:read
      POST /b/{business}/people/{contact} contacts:write
      POST /b/{business}/people/{contact}/notes contacts:write
      POST /b/{business}/people/{contact}/merge contacts:write
      POST /b/{business}/people/{contact}/unmerge contacts:write
      GET  /b/{business}/appointments appointments:read
      GET  /b/{business}/appointments/events appointments:read
      GET  /b/{business}/appointments/new appointments:write
      GET  /b/{business}/appointments/feeds appointments:read
      POST /b/{business}/appointments/feeds appointments:write
      POST /b/{business}/appointments/feeds/{feed} appointments:write
      GET  /b/{business}/appointments/calendars appointments:read
      POST /b/{business}/appointments/calendars settings:publish
      POST /b/{business}/appointments/calendars/{calendar} settings:publish
      GET  /feed/{secret}/calendar.ics anybody
      POST /b/{business}/waiting/{waiting} appointments:write
      GET  /w/{link}                 anybody
      POST /w/{link}                 anybody
      GET  /a/{link}                 anybody
      POST /a/{link}                 anybody
      GET  /a/{link}/appointment.ics anybody
      POST /b/{business}/appointments appointments:write
      GET  /b/{business}/appointments/{appointment} appointments:read
      POST /b/{business}/appointments/{appointment} appointments:write
      GET  /b/{business}/live        events:read
      GET  /b/{business}/live/events events:read
      POST /b/{business}/live/{call}/hint calls:write
      POST /b/{business}/live/{call}/transfer calls:write
      POST /b/{business}/live/{call}/hang-up calls:write
      GET  /b/{business}/live/{call}/audio recordings:read
      GET  /b/{business}/receptionist settings:read
      GET  /b/{business}/receptionist/edit/{part} settings:read
      POST /b/{business}/receptionist/edit/{part} settings:write
      GET  /b/{business}/receptionist/changes settings:read
      GET  /b/{business}/receptionist/versions settings:read
      GET  /b/{business}/receptionist/versions/{version} settings:read
      POST /b/{business}/receptionist/stories settings:write
      POST /b/{business}/receptionist/publish settings:publish
      POST /b/{business}/receptionist/discard settings:write
      GET  /b/{business}/receptionist/sounds/{sound} settings:read
      POST /b/{business}/receptionist/sounds/{sound} settings:write
      POST /b/{business}/receptionist/hear settings:write
      GET  /b/{business}/try         settings:write
      POST /b/{business}/try         settings:write
      POST /b/{business}/try/text    settings:write
      POST /b/{business}/try/end     settings:write
      GET  /b/{business}/try/{call}/greeting settings:write
      GET  /b/{business}/try/{call}/socket settings:write
      GET  /b/{business}/try/{call}/events settings:write
      GET  /b/{business}/knowledge   knowledge:read
      POST /b/{business}/knowledge   knowledge:write
      GET  /b/{business}/knowledge/{source} knowledge:read
      POST /b/{business}/knowledge/{source} knowledge:write
      POST /b/{business}/people/{contact}/consents contacts:write
      POST /b/{business}/questions/{question} knowledge:write
      GET  /b/{business}/providers   settings:read
      POST /b/{business}/providers/try settings:write
      GET  /b/{business}/numbers     numbers:read
      POST /b/{business}/numbers     numbers:write
      GET  /b/{business}/business    businesses:write
      POST /b/{business}/business    businesses:write
      POST /b/{business}/numbers/examination settings:write
      POST /b/{business}/numbers/change numbers:write
      POST /b/{business}/numbers/alerts numbers:read
      POST /b/{business}/calls/{call}/alerts numbers:read
      GET  /agency/take-over         server businesses:write
      POST /agency/take-over         server businesses:write
      POST /b/{business}/calls/{call}/handled leads:write
      GET  /b/{business}/figures     calls:read
      GET  /b/{business}/figures.csv calls:read
      GET  /b/{business}/alerts      alerts:read
      POST /b/{business}/alerts/devices alerts:read
      POST /b/{business}/alerts/devices/{device} alerts:read
      POST /b/{business}/alerts      alerts:write
      POST /b/{business}/alerts/{alert} alerts:write
      GET  /b/{business}/alert-replays alerts:write
      POST /b/{business}/alert-replays alerts:write
      GET  /b/{business}/summary-replays alerts:write
      POST /b/{business}/summary-replays alerts:write
      GET  /b/{business}/team        users:read
      POST /b/{business}/team        users:write
      POST /b/{business}/team/{user} users:write
      POST /b/{business}/team/{user}/invitation users:write
      GET  /b/{business}/keys        keys:read
      POST /b/{business}/keys        keys:write
      POST /b/{business}/keys/{key}  keys:write
      GET  /b/{business}/audit       audit:read
      GET  /b/{business}/privacy     privacy:read
      POST /b/{business}/privacy/erasures persons:erase
      POST /b/{business}/privacy/export persons:export
      POST /b/{business}/privacy/holds holds:write
      POST /b/{business}/privacy/holds/{hold} holds:write
      POST /b/{business}/privacy/retention persons:erase
      GET  /agency                   server businesses:read
      GET  /agency/numbers           server businesses:read
      GET  /agency/new               server businesses:write
      POST /agency/new               server businesses:write
      GET  /agency/accounts          server accounts:read
      POST /agency/accounts          server accounts:write
      GET  /agency/accounts/{account} server accounts:read
      POST /agency/accounts/{account} server accounts:write
      GET  /agency/users             server users:read
      POST /agency/users             server users:write
      POST /agency/users/{user}      server users:write
      POST /agency/users/{user}/invitation server users:write
      POST /agency/users/{user}/reset server users:write
      GET  /agency/keys              server keys:read
      POST /agency/keys              server keys:write
      POST /agency/keys/{key}        server keys:write
      GET  /agency/audit             server audit:read
      GET  /b/{business}/next-steps  businesses:write
      """;

  private static final Pattern NONCE = Pattern.compile("script-src 'nonce-([A-Za-z0-9_-]{20,})'");

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;

  /// Somebody who was invited and belongs nowhere.
  private long guest;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    long clinic = api.business("clinic", "+97231111111");
    api.business("garage", "+97232222222");
    console = new ConsoleByHand(api.server);
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.user("auditor@example.com", false, Map.of(clinic, Role.AUDITOR));
    guest =
        api.server
            .identity()
            .users()
            .invite(EmailAddress.of("guest@example.com"), "", false, Map.of(), AuditActor.COMMAND)
            .user()
            .id();
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private List<Route> routes() {
    return api.server.consoleRoutes().all();
  }

  private static String line(Route route) {
    PageAdmission admission = route.admission();
    String who =
        admission.permission() == null
            ? admission.whom().name().toLowerCase(Locale.ROOT)
            : (admission.whom() == PageAdmission.Whom.OF_SERVER ? "server " : "")
                + admission.permission().scope();
    return "%s %s %s".formatted(route.method(), route.path(), who);
  }

  @Test
  void every_page_is_in_the_table_and_no_other() {
    assertThat(routes().stream().map(ConsoleAccessTest::line))
        .containsExactlyInAnyOrderElementsOf(
            TABLE.lines().map(line -> line.strip().replaceAll(" +", " ")).toList());
  }

  @Test
  void a_stranger_is_sent_to_sign_in() throws Exception {
    for (Route route : routes()) {
      if (route.admission().whom() != PageAdmission.Whom.ANYBODY) {
        Shown answer = ask(route, "clinic");
        assertThat(answer.status()).as(line(route)).isEqualTo(303);
        assertThat(answer.location()).as(line(route)).startsWith("/login");
      }
    }
  }

  @Test
  void another_business_is_not_found_and_neither_is_one_that_is_not_there() throws Exception {
    console.signIn("owner@example.com");
    int asked = 0;
    for (Route route : routes()) {
      if (route.admission().whom() == PageAdmission.Whom.OF_BUSINESS) {
        for (String business : List.of("garage", "main", "nosuch")) {
          Shown answer = ask(route, business);
          assertThat(answer.status()).as(line(route) + " in " + business).isEqualTo(404);
          assertThat(answer.html().title()).as(line(route)).startsWith("העמוד לא נמצא");
          asked++;
        }
      }
    }
    assertThat(asked).isGreaterThan(5);
  }

  @Test
  void what_a_role_does_not_allow_is_refused() throws Exception {
    console.signIn("auditor@example.com");
    for (Route route : routes()) {
      var permission = route.admission().permission();
      if (permission != null && !Role.AUDITOR.permissions().contains(permission)) {
        boolean ofServer = route.admission().whom() == PageAdmission.Whom.OF_SERVER;
        assertThat(ask(route, "clinic").status()).as(line(route)).isEqualTo(ofServer ? 404 : 403);
      }
    }
    assertThat(console.get("/b/clinic/calls").status()).isEqualTo(200);
  }

  @Test
  void what_is_of_all_businesses_is_the_operators() throws Exception {
    console.user("operator@example.com", true, Map.of());
    for (Route route : routes()) {
      if (route.admission().whom() == PageAdmission.Whom.OF_SERVER) {
        for (String other : List.of("owner@example.com", "auditor@example.com")) {
          console.signIn(other);
          Shown answer = ask(route, "clinic");
          assertThat(answer.status()).as(line(route)).isEqualTo(404);
          assertThat(answer.html().title()).as(line(route)).startsWith("העמוד לא נמצא");
        }
        console.signIn("operator@example.com");
        Shown answer = ask(route, "clinic");
        assertThat(answer.status()).as(line(route)).isIn(200, 303, 400);
        assertThat(answer.location()).as(line(route)).doesNotStartWith("/login");
      }
    }
  }

  /// Asks for a page with a form that is of this session.
  private Shown ask(Route route, String business) throws Exception {
    String path =
        route
            .path()
            .replace("{business}", business)
            .replace("{call}", ApiByHand.CALL)
            .replace("{account}", TwilioByHand.ACCOUNT)
            .replace("{user}", Long.toString(guest))
            .replaceAll("\\{[a-z]+}", "1");
    return route.method().equals("GET")
        ? console.get(path)
        : console.post(path, Map.of("csrf", csrf()));
  }

  private String csrf() throws Exception {
    return console.get("/b/clinic/more").html().select("input[name=csrf]").attr("value");
  }

  @Test
  void every_page_refuses_what_it_did_not_bring_and_says_its_language() throws Exception {
    console.signIn("owner@example.com");
    for (String language : List.of("he", "en")) {
      for (Route route : routes()) {
        if (route.method().equals("GET")
            && !route.path().matches(".*\\{(?!business).*|.*/events")) {
          String path = route.path().replace("{business}", "clinic");
          Shown page = console.get(path + "?language=" + language);
          assertThat(page.header("content-security-policy"))
              .as(path)
              .contains("default-src 'none'");
          assertThat(page.header("cache-control")).as(path).isEqualTo("no-store");
          if (page.status() == 200 && page.header("content-type").startsWith("text/html")) {
            check(path, page, language);
          }
        }
      }
    }
  }

  @Test
  void every_page_of_the_server_keeps_the_same_rules() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    for (String language : List.of("he", "en")) {
      for (Route route : routes()) {
        if (route.method().equals("GET")
            && route.admission().whom() == PageAdmission.Whom.OF_SERVER) {
          String path = route.path().replace("{account}", TwilioByHand.ACCOUNT);
          check(path, console.get(path + "?language=" + language), language);
        }
      }
    }
  }

  @Test
  void every_form_of_the_settings_keeps_the_same_rules() throws Exception {
    console.signIn("owner@example.com");
    for (String language : List.of("he", "en")) {
      for (SettingsPart part : SettingsPart.all()) {
        String path = "/b/clinic/receptionist/edit/" + part.name();
        check(path, console.get(path + "?language=" + language), language);
      }
      String path = "/b/clinic/receptionist/versions/1";
      check(path, console.get(path + "?language=" + language), language);
    }
  }

  private static void check(String path, Shown page, String language) {
    String policy = page.header("content-security-policy");
    assertThat(policy).as(path).doesNotContain("unsafe").contains("frame-ancestors 'none'");
    var nonce = NONCE.matcher(policy);
    assertThat(nonce.find()).as(path).isTrue();
    for (Element brought : page.html().select("script, style, link[rel=stylesheet]")) {
      assertThat(brought.attr("nonce")).as(path).isEqualTo(nonce.group(1));
      assertThat(brought.data()).as(path).isEmpty();
      assertThat(brought.attr("src") + brought.attr("href"))
          .as(path)
          .startsWith("/console/assets/");
    }
    for (Element element : page.html().getAllElements()) {
      assertThat(
              element.attributes().asList().stream()
                  .map(attribute -> attribute.getKey())
                  .filter(name -> name.startsWith("on") || name.equals("style"))
                  .collect(Collectors.toList()))
          .as(path + " " + element.tagName())
          .isEmpty();
    }
    Element html = page.html().expectFirst("html");
    assertThat(html.attr("lang")).as(path).isEqualTo(language);
    assertThat(html.attr("dir")).as(path).isEqualTo(language.equals("he") ? "rtl" : "ltr");
    assertThat(page.html().select("h1")).as(path).hasSize(1);
    assertThat(page.html().select("main#main")).as(path).hasSize(1);
    assertThat(page.html().select("a.skip[href=#main]")).as(path).hasSize(1);
    for (Element input : page.html().select("input:not([type=hidden]), select, textarea")) {
      boolean labelled =
          input.hasAttr("aria-label")
              || input.closest("label") != null
              || !page.html().select("label[for=" + input.id() + "]").isEmpty();
      assertThat(labelled).as(path + " " + input.outerHtml()).isTrue();
    }
    assertThat(page.html().getAllElements().stream().map(Element::id).filter(id -> !id.isEmpty()))
        .as(path)
        .doesNotHaveDuplicates();
    if (language.equals("en")) {
      Element main = page.html().expectFirst("main").clone();
      main.select("[lang=he]").remove();
      assertThat(main.text()).as(path).doesNotContainPattern("[א-ת]{3}");
    }
  }

  @Test
  void the_language_and_the_colours_are_kept() throws Exception {
    console.get("/login?language=en&theme=dark");

    Element html = console.get("/login").html().expectFirst("html");
    assertThat(html.attr("lang")).isEqualTo("en");
    assertThat(html.attr("data-theme")).isEqualTo("dark");
  }

  @Test
  void assets_are_kept_for_ever_under_the_name_of_their_content() throws Exception {
    Shown page = console.get("/login");
    for (Element asset : page.html().select("link[href]:not([rel=manifest]), script[src]")) {
      String path = (asset.attr("href") + asset.attr("src")).replaceFirst("^/console", "");
      Shown file = console.get(path);
      assertThat(file.status()).as(path).isEqualTo(200);
      assertThat(file.header("cache-control")).as(path).contains("immutable");
      assertThat(file.text()).as(path).isNotEmpty();
    }
    assertThat(console.get("/assets/console.000000000000.css").status()).isEqualTo(404);
    assertThat(console.get("/assets/../login").status()).isEqualTo(404);
  }

  @Test
  void what_is_not_there_says_what_to_do() throws Exception {
    console.signIn("owner@example.com");
    for (String path :
        List.of("/nosuch", "/b/clinic/nosuch", "/b/clinic/calls/nosuch", "/logout")) {
      Shown page = console.get(path);
      assertThat(page.status()).as(path).isIn(404, 405);
      assertThat(page.html().select("main a")).as(path).isNotEmpty();
    }
  }

  @Test
  void a_large_form_is_refused() throws Exception {
    Shown answer = console.post("/login", Map.of("email", "x".repeat(200_000)));

    assertThat(answer.status()).isEqualTo(413);
  }
}
