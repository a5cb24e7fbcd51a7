package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The console in a browser that runs no scripts: lists, forms and menus work all the same.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class WithoutScriptsTest {
  private static final Look LOOK = Look.PHONE.withoutScripts();

  private final ConsoleWorld world;

  WithoutScriptsTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void one_signs_in_and_out() {
    try (BrowserWindow visit = world.visit(LOOK)) {
      visit.signIn(TestSite.STAFF);
      visit.page().locator(".account summary").click();
      visit.page().locator(".account form button").click();

      assertThat(visit.page().locator("#flash")).containsText("יצאת");
      assertThat(visit.page().locator("input[name=password]")).isVisible();
      visit.end();
    }
  }

  @Test
  void calls_are_found_read_and_heard() {
    try (BrowserWindow visit = world.visit(LOOK, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/calls");
      assertThat(page.locator("li.row")).hasCount(50);
      page.fill("#q", "דנה כהן");
      page.locator("form.filters button[type=submit]").click();
      assertThat(page.locator("li.row")).hasCount(1);
      page.locator("li.row a").click();

      assertThat(page.locator("h1")).hasText("דנה כהן");
      assertThat(page.locator("#player")).isHidden();
      String sound = page.locator("a.listen").first().getAttribute("href");
      APIResponse heard = visit.context().request().get(world.site().origin() + sound);
      assertThat(heard.status()).isEqualTo(200);
      assertThat(heard.headers().get("content-type")).isEqualTo("audio/wav");
      visit.end();
    }
  }

  @Test
  void a_lead_is_done_put_back_and_noted_on() {
    try (BrowserWindow visit = world.visit(LOOK, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/today");
      int before = page.locator(TestWeek.WAITING).count();
      page.locator("form:has(input[value=WON]) button").first().click();
      assertThat(page.locator(TestWeek.WAITING)).hasCount(before - 1);
      page.locator("#flash form button").click();
      assertThat(page.locator(TestWeek.WAITING)).hasCount(before);

      visit.open("/b/clinic/leads?state=IN_WORK");
      page.locator("li.row a").first().click();
      page.fill("#text", "לחזור ביום ראשון אל +972501234567");
      page.locator("form:has(#text) button").click();
      assertThat(page.locator(".entries")).containsText("לחזור ביום ראשון");
      assertThat(page.locator(".entries bdi[dir=ltr]").first()).hasText("+972501234567");
      visit.end();
    }
  }

  @Test
  void what_scripts_do_by_themselves_has_a_button() {
    try (BrowserWindow visit = world.visit(LOOK, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/live");
      page.locator(".no-script a").click();
      assertThat(page.locator("h1")).hasText("עכשיו");

      visit.open("/b/clinic/board");
      Locator card = page.locator(".card", new Page.LocatorOptions().setHasText("יוסי לוי"));
      String before = card.locator("select").inputValue();
      card.locator("select").selectOption("WAITING");
      card.locator("button").click();
      assertThat(card.locator("select")).hasValue("WAITING");
      card.locator("select").selectOption(before);
      card.locator("button").click();
      assertThat(card.locator("select")).hasValue(before);
      visit.end();
    }
  }
}
