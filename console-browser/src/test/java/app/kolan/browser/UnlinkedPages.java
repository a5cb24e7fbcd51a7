package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Identities;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.TestAuthenticatorApp;
import app.kolan.server.notify.Alert;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingEntry.Offer;
import app.kolan.twilio.webhook.PhoneNumber;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Pages that no link leads to, and things that a site has when somebody works with it: keys,
/// holds, a draft, a campaign, another Twilio account, a closed business.
final class UnlinkedPages {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  private static final String FAILS =
      """
      agent says ask_reason within 40s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 60s
      caller hangs up
      """;

  private final ConsoleWorld world;

  /// Of those who wait: asked, too late, and gone.
  private final List<String> waiting = new ArrayList<>();

  UnlinkedPages(ConsoleWorld world) {
    this.world = world;
  }

  /// What anybody may open, below `/console`.
  List<String> ofAnybody() {
    var paths = new ArrayList<>(List.of("/login", "/forgot", "/invitation", "/reset", "/offline"));
    paths.addAll(waiting);
    var query = AppointmentQuery.booked(clinic(), Instant.now(), 5);
    world.site().server().stores().crm().appointments().find(query).stream()
        .map(Appointment::link)
        .filter(Objects::nonNull)
        .limit(1)
        .forEach(link -> paths.add("/a/" + link));
    return paths;
  }

  private long clinic() {
    return world.site().server().directories().store().find("clinic").orElseThrow().id();
  }

  /// Has keys, holds and a draft made, somebody wait for an appointment, and alerts sent that do
  /// not arrive.
  void fill() throws InvalidSettings {
    sendAlerts();
    addAccount();
    Instant now = Instant.now();
    waiting.add("/w/" + offer("+972505550301", now.plus(Duration.ofHours(1))).link());
    waiting.add("/w/" + offer("+972505550302", now.minusSeconds(60)).link());
    Offer left = offer("+972505550303", now.plus(Duration.ofHours(1)));
    var list = world.site().server().stores().crm().waitingList();
    WaitingEntry entry = list.findByLink(left.link()).orElseThrow();
    boolean _ = list.settle(entry, WaitingEntry.State.LEFT, now);
    waiting.add("/w/" + left.link());
    try (BrowserWindow visit = world.visit(Look.DESK, TestSite.OWNER)) {
      Page page = visit.page();
      open(visit, "/b/clinic/privacy");
      page.fill("form[action$='/holds'] input[name=number]", "050-555-0199");
      page.fill("#reason", "תביעה תלויה ועומדת");
      submit(page, "form[action$='/holds'] button");
      makesKey(visit, "/b/clinic/keys");
      makesCampaign(visit);
      DraftStoryTest.expect(visit, "בסניף השני");
    }
  }

  /// An account in a rotation, which a business that is closed has had.
  void addAccount() throws InvalidSettings {
    var directories = world.site().server().directories();
    String sid = "AC" + "c".repeat(32);
    var _ =
        directories
            .accountAdministration()
            .save(sid, "חשבון של לקוח", List.of("a-newer-token", "env:NO_SUCH_TOKEN"));
    var administration = directories.administration();
    var identity = new Identity("kiosk", "קיוסק הפינה", sid, List.of());
    BusinessRecord kiosk = administration.add(identity, "", "", Author.COMMAND);
    var _ =
        administration.update(
            kiosk.id(), kiosk.revision(), identity, BusinessState.CLOSED, Author.COMMAND);
  }

  private Offer offer(String number, Instant until) {
    var list = world.site().server().stores().crm().waitingList();
    LocalDate today = LocalDate.now(ISRAEL);
    var draft =
        new WaitingEntry.Draft(
            clinic(),
            "check",
            "בדיקה",
            null,
            today,
            today.plusDays(14),
            LocalTime.of(8, 0),
            LocalTime.of(20, 0),
            "רחל",
            new PhoneNumber(number),
            null,
            "user:1");
    WaitingEntry entry = list.add(draft, Instant.now());
    Instant start = today.plusDays(3).atTime(11, 30).atZone(ISRAEL).toInstant();
    Instant end = start.plus(Duration.ofMinutes(30));
    var time = new AppointmentTime("michal", "one", start, end, end);
    return Objects.requireNonNull(list.offer(entry, time, until).orElseThrow().offer());
  }

  private void sendAlerts() {
    Instant now = Instant.now();
    var alerts = new ArrayList<Alert.Draft>();
    for (AlertKind kind : AlertKind.ofRules()) {
      boolean mail = alerts.size() % 2 == 0;
      alerts.add(
          new Alert.Draft(
              "sweep-" + kind.name(),
              clinic(),
              kind,
              "sweep " + kind.name(),
              null,
              mail ? Channel.MAIL : Channel.WEBHOOK,
              mail ? "owner@example.com" : "http://127.0.0.1:9/a-long-path/for/alerts",
              "{}",
              alerts.size() < 6 ? now : now.plus(Duration.ofDays(1))));
    }
    int added = world.site().server().alertStore().add(List.of("sweep"), alerts, now);
    assertThat(added).isEqualTo(alerts.size());
  }

  /// A form that was filled in before its session ended: signing in carries it along.
  void sentAgain(BrowserWindow visit, Consumer<String> look) {
    open(visit, "/b/clinic/receptionist/edit/answers");
    String language = String.valueOf(visit.page().evaluate("() => document.documentElement.lang"));
    visit.context().clearCookies();
    visit.speak(language);
    submit(visit.page(), ".save-line button.primary");
    visit.faults().forget("401");
    look.accept("a form of a session that is over");
    visit.fillIn(TestSite.OWNER);
    assertThat(visit.page().locator("main form[action$='/edit/answers']").count()).isOne();
    look.accept("a form that is sent again");
  }

  /// A provider that fails, to who looks after all businesses.
  void failingProvider(BrowserWindow visit, Consumer<String> look) throws Exception {
    Page page = visit.page();
    world.site().standIns().failModel();
    // What a test call meets says nothing to other calls.
    var _ = world.site().call(FAILS).await(Duration.ofMinutes(2));
    open(visit, "/b/clinic/try");
    page.fill("#sentence", "שלום");
    submit(page, "#written form button.primary");
    look.accept("a talk without an answer");
    open(visit, "/b/clinic/providers");
    assertThat(page.locator("main .row .tag.bad").count()).isPositive();
    submit(page, "form[action$='/providers/try'] button");
    look.accept("a provider that fails");
    open(visit, "/agency");
    assertThat(page.locator("main .tag.bad").count()).isPositive();
    look.accept("all businesses with one that fails");
  }

  /// Opens one after the other what only a form leads to.
  void afterForms(BrowserWindow visit, Consumer<String> look) {
    Page page = visit.page();
    open(visit, "/b/clinic/receptionist/changes");
    look.accept("a draft's changes");
    submit(page, "#stories form button");
    visit.faults().forget("422");
    look.accept("stories that failed");
    makesKey(visit, "/b/clinic/keys");
    look.accept("a key that is shown once");
    open(visit, "/b/clinic/team");
    page.fill("#email", "guest%d@example.com".formatted(System.nanoTime()));
    submit(page, "form[action$='/team'] button.primary");
    look.accept("an invitation's link");
    open(visit, "/b/clinic/people-import");
    page.setInputFiles("#file", csv("people.csv", "name,phone\nרות,0505550211\n,abc\n"));
    submit(page, "form[action$='/people-import'] button.primary");
    look.accept("what an import did");
    open(visit, "/b/clinic/privacy");
    page.fill("form[action$='/erasures'] input[name=number]", "050-555-0112");
    submit(page, "form[action$='/erasures'] button");
    look.accept("an erasure before it is done");
    open(visit, "/b/clinic/calls");
    page.locator("input[name=row]").first().check();
    submit(page, ".bulk-bar button[value=erase]");
    look.accept("the deletion of calls before it is done");
    open(visit, "/b/clinic/calls");
    open(
        visit,
        page.locator("main .row-link").first().getAttribute("href").substring("/console".length()));
    submit(page, "form[action$='/alerts'] button");
    look.accept("what Twilio has of a call");
    open(visit, "/profile");
    submit(page, "form[action$='/second-factor'] button");
    look.accept("a second factor");
    callBack(visit, look);
    replays(visit, look);
    open(visit, "/nosuch");
    visit.faults().forget("404");
    look.accept("a page that is not there");
    open(visit, "/b/garage/today");
    visit.faults().forget("404");
    look.accept("another business");
  }

  /// The question before a call at a time that is none for calls, as it always is here.
  void callBack(BrowserWindow visit, Consumer<String> look) {
    open(visit, "/b/clinic/people");
    open(
        visit,
        visit
            .page()
            .locator("main .row-link")
            .first()
            .getAttribute("href")
            .substring("/console".length()));
    submit(visit.page(), "form[action$='/call-back'] button");
    assertThat(visit.page().locator("input[name=even-in-quiet]").count()).isOne();
    look.accept("a call back at night");
  }

  private static void replays(BrowserWindow visit, Consumer<String> look) {
    for (String what : List.of("alert", "summary")) {
      open(visit, "/b/clinic/alerts");
      submit(visit.page(), "form[action$='/%s-replays'] button".formatted(what));
      look.accept("how much would be sent again: " + what);
    }
  }

  /// The recovery codes of somebody who has just set up his authenticator app.
  ///
  /// @param visit in which nobody has signed in
  void recoveryCodes(BrowserWindow visit, Consumer<String> look) {
    String email = "codes%d@example.com".formatted(System.nanoTime());
    Identities.of(world.site().server())
        .users()
        .add(
            EmailAddress.of(email),
            "",
            false,
            Map.of(clinic(), Role.STAFF),
            TestSite.PASSWORD,
            AuditActor.COMMAND);
    visit.signIn(email);
    Page page = visit.page();
    open(visit, "/profile");
    submit(page, "form[action$='/second-factor'] button");
    String secret = page.locator(".command code").innerText().replace(" ", "");
    page.fill("#code", "000000");
    submit(page, "form[action$='/confirm'] button");
    visit.faults().forget("400");
    look.accept("a code that is wrong");
    page.fill("#code", new TestAuthenticatorApp(secret).code(Instant.now()));
    submit(page, "form[action$='/confirm'] button");
    assertThat(page.locator("main li code").count()).isEqualTo(10);
    look.accept("recovery codes");
  }

  /// The same of the operator: links and keys that are shown once, and all that asks first.
  void ofServer(BrowserWindow visit, Consumer<String> look) {
    Page page = visit.page();
    open(visit, "/agency/users");
    look.accept("users with what asks first");
    page.fill("#email", "guest%d@example.com".formatted(System.nanoTime()));
    submit(page, "form[action$='/agency/users'] button.primary");
    look.accept("an operator's invitation");
    open(visit, "/agency/users?kind=NEVER_SIGNED_IN&q=guest");
    submit(page, "form:has([value=disable]) button.danger");
    open(visit, "/agency/users?kind=DISABLED");
    look.accept("users who are blocked");
    submit(page, "form[action$='/reset'] button.danger");
    look.accept("a link by which somebody gets in again");
    open(visit, "/agency/users?q=nosuch");
    look.accept("users who are not found");
    makesKey(visit, "/agency/keys");
    look.accept("a server's key that is shown once");
  }

  /// With all that is folded away.
  private static void open(BrowserWindow visit, String path) {
    visit.open(path);
    visit
        .page()
        .evaluate(
            "() => document.querySelectorAll('main details').forEach(one => (one.open = true))");
  }

  private static void makesKey(BrowserWindow visit, String path) {
    open(visit, path);
    visit.page().fill("#name", "יומן המרפאה");
    visit.page().locator("input[name=scope]").first().check();
    submit(visit.page(), "form[action$='/keys'] button.primary");
  }

  private static void makesCampaign(BrowserWindow visit) {
    Page page = visit.page();
    open(visit, "/b/clinic/campaigns");
    if (page.locator("#words").count() == 0) {
      return;
    }
    page.fill("#name", "תזכורת לביקורת");
    page.setInputFiles("#file", csv("numbers.csv", "phone,name\n0505550112,דנה\n0505550113,גיל\n"));
    page.fill("#words", "שלום, כאן מרפאת חיוך. הגיע הזמן לביקורת.");
    submit(page, "main form button.primary");
  }

  private static FilePayload csv(String name, String text) {
    return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void submit(Page page, String button) {
    page.evaluate("() => document.querySelector('#main').setAttribute('data-left', '')");
    page.locator(button).first().click();
    page.waitForFunction(
        "() => document.querySelector('#main') && !document.querySelector('#main[data-left]')");
    page.waitForLoadState();
  }
}
