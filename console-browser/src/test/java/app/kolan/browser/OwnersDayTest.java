package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.WorkedLead;
import app.kolan.simulator.DialledLeg;
import app.kolan.simulator.SimulatedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an owner does with a call, from its first ring to the lead that is closed.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class OwnersDayTest {
  /// Longer than a call takes on a machine under load.
  private static final double A_CALL = 90_000;

  private static final String SCRIPT =
      """
      agent says ask_reason within 40s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 40s
      caller waits for silence
      caller says name_dana
      agent speaks within 40s
      call ends within 40s
      """;

  private static final String TAKES_IT =
      """
      agent speaks within 60s
      caller presses 1
      call ends within 90s
      """;

  private static final String TALKS =
      """
      caller waits 1s
      caller says "hello" for 1s
      caller hangs up
      """;

  private final ConsoleWorld world;

  OwnersDayTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_call_comes_in_while_the_owner_looks_and_is_heard_called_back_and_closed()
      throws Exception {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/live");
      assertThat(page.locator("#live-none")).isVisible();

      SimulatedCall call = world.site().call(SCRIPT);
      String sid = hears(page, call);
      assertThat(Axe.findings(page)).isEmpty();
      assertThat(call.await(Duration.ofSeconds(200)).failures()).isEmpty();
      assertThat(page.locator("#" + sid + " [data-state]"))
          .not()
          .hasText("בשיחה", new HasTextOptions().setTimeout(A_CALL));
      awaitFollowedUp(sid);

      page.locator("#" + sid + " h2 a").click();
      reads(page);
      listens(page);
      assertThat(page.locator("main .head a.primary"))
          .hasAttribute("href", Pattern.compile("tel:\\+[0-9]{8,15}"));

      callsBack(page);

      page.locator("main .head a[href*='/leads/']").click();
      closes(page, sid);
      visit.end();
    }
  }

  /// The words of both sides, while they are said.
  private static String hears(Page page, SimulatedCall call) {
    Await.until("the call has a name", () -> !call.callSid().isEmpty());
    Locator card = page.locator("#" + call.callSid());
    assertThat(card).isVisible(new IsVisibleOptions().setTimeout(A_CALL));
    assertThat(page.locator("#live-none")).isHidden();
    var patience = new ContainsTextOptions().setTimeout(A_CALL);
    assertThat(card.locator(".line.caller").first()).containsText("לקבוע תור", patience);
    assertThat(card.locator(".line.agent").nth(1)).containsText(StandIns.ASKS_NAME, patience);
    return call.callSid();
  }

  private static void reads(Page page) {
    assertThat(page.locator("h1")).hasText(StandIns.NAME);
    assertThat(page.locator(".prose")).hasText(StandIns.SUMMARY);
    assertThat(page.locator(".facts").first()).containsText(StandIns.SUBJECT);
    assertThat(page.locator(".line.caller .words").first()).containsText("לקבוע תור");
  }

  /// A line is heard where it is clicked, and the next one after it.
  private static void listens(Page page) {
    Locator line = page.locator(".line.caller").first();
    line.locator(".listen").click();
    assertThat(line).hasClass(Pattern.compile(".*playing.*"));
    page.waitForFunction("() => document.querySelector('#player audio').currentTime > 0.1");
    assertThat(page.locator("#player [data-now]")).containsText("לקבוע תור");
    page.locator("#player [data-play]").click();
    page.waitForFunction("() => document.querySelector('#player audio').paused");
    assertThat(page.locator(".playing")).hasCount(0);
  }

  /// His telephone rings, then the caller's, and the two talk.
  private void callsBack(Page page) throws Exception {
    TestSite site = world.site();
    PhoneNumber caller = new PhoneNumber(caller(page));
    site.answerAt(new PhoneNumber(TestSite.OWNERS_TELEPHONE), TAKES_IT);
    site.answerAt(caller, TALKS);
    page.locator("main .head form[action$='/call-back'] button").click();
    assertThat(page.locator("h1")).hasText("להתקשר עכשיו?");
    page.locator("form[action$='/call-back'] button").click();
    assertThat(page.locator("#flash")).containsText("מקישים 1");

    DialledLeg leg = Await.until(site::dialledLegs, legs -> !legs.isEmpty()).getLast();
    assertThat(leg.number()).isEqualTo(caller);
    assertThat(leg.bridged()).isTrue();
    assertThat(leg.failures()).isEmpty();
    Locator callsBack = page.locator("section[aria-labelledby=calls-back-title]");
    Await.until(
        () -> {
          page.reload();
          return callsBack.innerText();
        },
        shown -> shown.contains("הייתה שיחה"));
  }

  private static String caller(Page page) {
    return page.locator("main .head a.primary").getAttribute("href").replace("tel:", "");
  }

  private void closes(Page page, String sid) {
    assertThat(page.locator("h1")).hasText(StandIns.NAME);
    page.selectOption("#state", "WON");
    page.locator("form.grid button.primary").click();
    assertThat(page.locator("#flash .flash")).isVisible();
    assertThat(page.locator("#state")).hasValue("WON");
    assertThat(state(sid)).isEqualTo(LeadWork.State.WON);
    assertThat(Axe.findings(page)).isEmpty();

    page.locator("#flash form button").click();
    assertThat(page.locator("#state")).hasValue("NEW");
    assertThat(state(sid)).isEqualTo(LeadWork.State.NEW);
  }

  @Test
  void what_waits_is_done_and_put_back_with_one_tap_each() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/today");
      Locator row = page.locator("li.row", new Page.LocatorOptions().setHasText("053-555-0105"));
      assertThat(row.locator("a.primary")).hasAttribute("href", "tel:+972535550105");
      int before = page.locator(TestWeek.WAITING).count();

      row.locator("form:has(input[value=WON]) button").click();

      assertThat(page.locator(TestWeek.WAITING)).hasCount(before - 1);
      assertThat(page.locator("#flash")).containsText("טופלה");
      page.locator("#flash form button").click();
      assertThat(page.locator(TestWeek.WAITING)).hasCount(before);
      assertThat(row).isVisible();
      visit.end();
    }
  }

  @Test
  void the_language_and_the_colours_are_switched_from_the_menu_and_stay() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/calls");
      page.locator(".account summary").click();
      assertThat(Axe.findings(page)).isEmpty();
      page.locator(".account a[hreflang=en]").click();

      assertThat(page.locator("html")).hasAttribute("dir", "ltr");
      assertThat(page.locator("h1")).hasText("Calls");
      page.locator(".nav a[data-key=l]").click();
      assertThat(page.locator("h1")).hasText("Leads");

      page.locator(".account summary").click();
      page.locator(".account a[href*='theme=dark']").click();
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(background(page)).isLessThan(80);
      assertThat(Axe.findings(page)).isEmpty();

      page.locator(".account summary").click();
      page.locator(".account a[href*='theme=']").last().click();
      assertThat(page.locator("html")).hasAttribute("data-theme", "");
      assertThat(background(page)).isGreaterThan(200);
      visit.end();
    }
  }

  /// How bright the ground is, of 255.
  private static int background(Page page) {
    Object colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor");
    return Integer.parseInt(String.valueOf(colour).replaceAll("^rgb\\(([0-9]+),.*", "$1"));
  }

  private void awaitFollowedUp(String sid) {
    Await.until(
        "the call is followed up",
        () ->
            world.site().server().stores().afterCalls().isDone(new CallSid(sid))
                && lead(sid).work().contact() != null);
  }

  private LeadWork.State state(String sid) {
    return lead(sid).work().state();
  }

  private WorkedLead lead(String sid) {
    var stores = world.site().server().stores();
    long business = stores.calls().find(new CallSid(sid)).orElseThrow().businessId();
    return stores.crm().leads().find(business, new CallSid(sid)).orElseThrow();
  }
}
