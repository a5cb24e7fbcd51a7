package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console by the keyboard alone.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class KeyboardTest {
  private static final int MOST_STEPS = 150;

  /// What differs on a desk is the bar beside the page, which all pages have, and the board.
  private static final Set<String> ON_A_DESK = Set.of("/leads", "/board");

  /// Where the focus is, and what is wrong with how it is shown; null outside of the page.
  private static final String FOCUS =
      """
      () => {
        const at = document.activeElement;
        if (!at || at === document.body) return null;
        // A browser shows the focus within its own controls.
        const inner = at.matches('audio, input[type^=date]');
        const shown = element => element && getComputedStyle(element).outlineStyle !== 'none'
            && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
        const row = at.closest('.row');
        const name = at.tagName.toLowerCase() + '#' + at.id + '.' + at.className + ' '
            + (at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 30));
        if (!inner && !shown(at) && !shown(row)) return name + ': the focus is not seen';
        const box = at.getBoundingClientRect();
        if (box.width === 0) return name + ': has the focus and is not there';
        const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return top && (at.contains(top) || top.contains(at) || row?.contains(top))
            ? '' : name + ': the focus is covered by ' + top?.className;
      }
      """;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"/today", "/leads", "/board", "/people", "/more", "/calls?outcome=BROKEN"})
  void whoever_goes_through_a_page_sees_where_he_is(String path) {
    var faults = new ArrayList<String>();
    for (Look look :
        ON_A_DESK.contains(path) ? List.of(Look.PHONE, Look.DESK) : List.of(Look.PHONE)) {
      try (BrowserWindow visit = world.visit(look, TestSite.OWNER)) {
        visit.open("/b/clinic" + path);
        int steps = 0;
        for (; steps < MOST_STEPS; steps++) {
          visit.page().keyboard().press("Tab");
          Object fault = visit.page().evaluate(FOCUS);
          if (fault == null) {
            break;
          }
          if (!fault.equals("")) {
            faults.add(look + ": " + fault);
          }
        }
        assertThat(steps).isGreaterThan(5);
        visit.end();
      }
    }
    assertThat(faults).isEmpty();
  }
}
