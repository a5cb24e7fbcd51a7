package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The console by the keyboard alone.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class KeyboardTest {
  private static final int MOST_STEPS = 150;

  private final ConsoleWorld world;

  KeyboardTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_day_goes_by_without_a_mouse() {
    try (BrowserWindow visit = world.visit(Look.DESK)) {
      Page page = visit.page();
      Keyboard keys = page.keyboard();
      visit.open("/login");
      assertThat(page.locator("input[name=email]")).isFocused();
      keys.type(TestSite.OWNER);
      keys.press("Tab");
      keys.type(TestSite.PASSWORD);
      keys.press("Enter");
      assertThat(page.locator("h1")).hasText("היום");

      keys.press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      keys.press("Enter");
      assertThat(page.locator("main")).isFocused();

      keys.press("?");
      assertThat(page.locator("dialog#keys")).isVisible();
      assertThat(Axe.findings(page)).isEmpty();
      keys.press("Escape");
      assertThat(page.locator("dialog#keys")).isHidden();

      keys.press("g");
      keys.press("l");
      assertThat(page.locator("h1")).hasText("פניות");
      keys.press("j");
      keys.press("j");
      keys.press("k");
      assertThat(page.locator("li.row a").first()).isFocused();
      keys.press("Enter");
      assertThat(page.locator("#state")).isVisible();
      worksOnTheLead(page);

      keys.press("g");
      keys.press("g");
      assertThat(page.locator("h1")).hasText("קמפיינים");

      keys.press("g");
      keys.press("c");
      assertThat(page.locator("h1")).hasText("שיחות");
      keys.press("/");
      assertThat(page.locator("#q")).isFocused();
      keys.type("דנה כהן");
      keys.press("Enter");
      assertThat(page.locator("li.row")).hasCount(1);
      visit.end();
    }
  }

  /// Chooses another state, saves it, and takes it back.
  private static void worksOnTheLead(Page page) {
    String before = page.locator("#state").inputValue();
    page.locator("#state").focus();
    page.keyboard().press("ArrowDown");
    String after = page.locator("#state").inputValue();
    assertThat(after).isNotEqualTo(before);
    steps(page, "form.grid button.primary");
    page.keyboard().press("Enter");
    assertThat(page.locator("#flash .flash")).isVisible();
    assertThat(page.locator("#state")).hasValue(after);
    steps(page, "#flash form button");
    page.keyboard().press("Enter");
    assertThat(page.locator("#state")).hasValue(before);
  }

  /// Goes on by the tabulator until something has the focus.
  private static void steps(Page page, String selector) {
    for (int i = 0; i < MOST_STEPS; i++) {
      if (Boolean.TRUE.equals(
          page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("the tabulator does not reach " + selector);
  }

  /// All other pages are asked by [PageInspection], control by control.
  @Test
  void whoever_goes_through_a_page_sees_where_he_is() {
    walk(Look.PHONE, List.of("/today", "/leads", "/calls?outcome=BROKEN"));
    walk(Look.DESK, List.of("/leads", "/board"));
  }

  private void walk(Look look, List<String> paths) {
    var faults = new ArrayList<String>();
    try (BrowserWindow visit = world.visit(look, TestSite.OWNER)) {
      for (String path : paths) {
        visit.open("/b/clinic" + path);
        int steps = 0;
        for (; steps < MOST_STEPS; steps++) {
          visit.page().keyboard().press("Tab");
          String fault = Focus.fault(visit.page());
          if (fault == null) {
            break;
          }
          if (!fault.isEmpty()) {
            faults.add(path + ", " + look + ": " + fault);
          }
        }
        assertThat(steps).isGreaterThan(5);
      }
      visit.end();
    }
    assertThat(faults).isEmpty();
  }
}
