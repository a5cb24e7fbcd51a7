package app.kolan.browser;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Pages that no link leads to, and things that a site has when somebody works with it: keys,
/// holds, a draft, a campaign.
final class UnlinkedPages {
  private final ConsoleWorld world;

  UnlinkedPages(ConsoleWorld world) {
    this.world = world;
  }

  /// What anybody may open, below `/console`.
  List<String> ofAnybody() {
    var paths = new ArrayList<>(List.of("/login", "/forgot", "/invitation", "/reset", "/offline"));
    var stores = world.site().server().stores();
    long clinic = world.site().server().directories().store().find("clinic").orElseThrow().id();
    var query = AppointmentQuery.booked(clinic, Instant.now(), 5);
    stores.crm().appointments().find(query).stream()
        .map(Appointment::link)
        .filter(Objects::nonNull)
        .limit(1)
        .forEach(link -> paths.add("/a/" + link));
    return paths;
  }

  /// Has keys, holds and a draft made.
  void fill() {
    try (BrowserWindow visit = world.visit(Look.DESK, TestSite.OWNER)) {
      Page page = visit.page();
      open(visit, "/b/clinic/privacy");
      page.fill("form[action$='/holds'] input[name=number]", "050-555-0199");
      page.fill("#reason", "תביעה תלויה ועומדת");
      submit(page, "form[action$='/holds'] button");
      makesKey(visit);
      makesCampaign(visit);
      DraftStoryTest.expect(visit, "בסניף השני");
    }
  }

  /// Opens one after the other what only a form leads to.
  void afterForms(BrowserWindow visit, Consumer<String> look) {
    Page page = visit.page();
    open(visit, "/b/clinic/receptionist/changes");
    look.accept("a draft's changes");
    submit(page, "#stories form button");
    visit.faults().forget("422");
    look.accept("stories that failed");
    makesKey(visit);
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
    open(visit, "/profile");
    submit(page, "form[action$='/second-factor'] button");
    look.accept("a second factor");
    open(visit, "/nosuch");
    visit.faults().forget("404");
    look.accept("a page that is not there");
    open(visit, "/b/garage/today");
    visit.faults().forget("404");
    look.accept("another business");
  }

  /// With all that is folded away.
  private static void open(BrowserWindow visit, String path) {
    visit.open(path);
    visit
        .page()
        .evaluate(
            "() => document.querySelectorAll('main details').forEach(one => (one.open = true))");
  }

  private static void makesKey(BrowserWindow visit) {
    open(visit, "/b/clinic/keys");
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
