package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallQuery;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.account.DebuggerAlert;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.problem.Problems;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The numbers of a business: the doctor finds what is wrong at Twilio and sets it right, Twilio's
/// complaints are read, and numbers are given, moved and taken away. The site is left as it was.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class NumbersTest {
  private static final String NEW = "+97237777777";

  private final ConsoleWorld world;
  private final TestSite site;

  NumbersTest(ConsoleWorld world) {
    this.world = world;
    site = world.site();
  }

  @Test
  void the_operator_has_a_number_set_right_and_gives_another_one_away_and_takes_all_of_it_back() {
    try (BrowserWindow visit = world.visit(Look.DESK, TestSite.OPERATOR)) {
      Page page = visit.page();
      visit.open("/b/clinic/numbers");

      page.locator("button[value=numbers]").click();
      assertThat(page.locator(".finding.warning").first()).containsText("כתובת הגיבוי");
      assertThat(Axe.findings(page)).isEmpty();
      setRight(page);
      assertThat(fallback()).isEqualTo("https://phone.example.com" + TwilioPaths.VOICE_FALLBACK);
      assertThat(page.locator("#examination [role=status]")).containsText("הכול תקין");
      page.locator(".last-change button").click();
      assertThat(page.locator(".flash")).containsText("השינוי נשמר");
      assertThat(fallback()).isEmpty();

      givesAndMoves(page);
      visit.end();
    }
  }

  private static void setRight(Page page) {
    Locator change = page.locator("#examination .confirm");
    change.locator("summary").click();
    assertThat(change).containsText("אפשר לבטל את השינוי");
    change.locator("button").click();
    assertThat(page.locator(".flash")).containsText("השינוי נשמר בטוויליו");
  }

  private String fallback() {
    return site.account().numbers().getFirst().field(SimulatedNumber.FALLBACK_URL);
  }

  private static void givesAndMoves(Page page) {
    page.fill("#number", NEW);
    page.locator(".add-number button").click();
    Locator row = page.locator(".numbers > li").filter(new Locator.FilterOptions().setHasText(NEW));
    assertThat(row).isVisible();
    row.locator("summary").first().click();
    row.locator("select").selectOption("garage");
    row.locator("form").first().locator("button").click();
    assertThat(page.locator(".flash")).containsText(ForeignWords.BUSINESS);
    assertThat(row).hasCount(0);

    page.locator(".flash button").click();
    page.navigate(page.url().replaceFirst("/b/.*", "/b/clinic/numbers"));
    assertThat(row).isVisible();
    row.locator("summary").last().click();
    assertThat(row.locator(".confirm").last()).containsText("לא עונה");
    row.locator("button.danger").click();
    assertThat(row).hasCount(0);
  }

  @Test
  void a_number_that_is_none_or_that_another_business_has_is_refused_with_the_reason() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OPERATOR)) {
      Page page = visit.page();
      visit.open("/b/clinic/numbers");
      page.fill("#number", "+97245550200");
      page.locator(".add-number button").click();
      assertThat(page.locator(".field-problem")).containsText("שייך לעסק אחר");
      page.fill("#number", "03-5550100");
      page.locator(".add-number button").click();
      assertThat(page.locator("#number-problem")).isVisible();
    }
  }

  @Test
  void the_owner_reads_what_twilio_complains_of_in_his_calls_and_in_no_other() {
    LoggedCall own = callOf("clinic");
    LoggedCall foreign = callOf("garage");
    raise(own, "https://phone.example.com/own", Instant.now());
    raise(own, "https://phone.example.com/then", own.arrivedAt());
    raise(foreign, "https://phone.example.com/foreign", Instant.now());
    try (BrowserWindow visit = world.visit(Look.PHONE.in("en"), TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/numbers");
      page.locator("#twilio-alerts button").click();

      // Calls of other tests may have some, too.
      Locator alerts = page.locator("#twilio-alerts .entries li");
      Locator alert = alerts.filter(new Locator.FilterOptions().setHasText("example.com/own"));
      assertThat(alert).hasCount(1);
      assertThat(alert).containsText("11200");
      assertThat(alerts.filter(new Locator.FilterOptions().setHasText("/foreign"))).hasCount(0);
      assertThat(alert.locator("a"))
          .hasAttribute("href", "/console/b/clinic/calls/" + own.sid().value());
      assertThat(page.locator(".add-number")).hasCount(0);
      assertThat(page.locator("button[value=server]")).hasCount(0);
      assertThat(Axe.findings(page)).isEmpty();

      // Of a call it is read from its own page, however long ago the call was.
      alert.locator("a").click();
      page.locator("#main > details > summary").last().click();
      page.locator("form[action$='/alerts'] button").click();
      assertThat(alerts.filter(new Locator.FilterOptions().setHasText("/then"))).hasCount(1);
      assertThat(alerts.filter(new Locator.FilterOptions().setHasText("/foreign"))).hasCount(0);
      assertThat(Axe.findings(page)).isEmpty();
      page.locator(".back a").click();
      assertThat(page.locator("[data-copies]")).isVisible();
      visit.end();
    }
  }

  private LoggedCall callOf(String slug) {
    long business = site.server().directories().store().find(slug).orElseThrow().id();
    return site.server()
        .stores()
        .calls()
        .find(new CallQuery(business, null, null, null, null, PagePosition.NEWEST, 1))
        .getFirst();
  }

  private void raise(LoggedCall call, String url, Instant at) {
    site.account()
        .raise(new DebuggerAlert(at, Problems.HTTP_RETRIEVAL_FAILURE, call.sid().value(), url, ""));
  }
}
