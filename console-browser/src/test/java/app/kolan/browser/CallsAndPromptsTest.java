package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A call that is heard from its waveform, rows that are changed together by keys, and a greeting
/// that is recorded by microphone.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class CallsAndPromptsTest {
  private final ConsoleWorld world;

  CallsAndPromptsTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_call_is_heard_from_a_line_and_from_a_place_of_its_sound() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/leads");
      page.locator(".rows a:has-text('דנה כהן')").first().click();
      page.locator("main .buttons a[href*='/calls/']").first().click();
      Locator wave = page.locator("svg[data-wave]");
      assertThat(wave.locator("path.caller")).hasCount(1);
      assertThat(wave.locator("path.unheard")).hasCount(1);

      isPrintedWhole(page);
      Locator lines = page.locator("[data-turn]");
      lines.first().click();
      assertThat(wave.locator("[data-playhead]")).hasClass(Pattern.compile("shown"));

      wave.click(new Locator.ClickOptions().setPosition(wave.boundingBox().width - 3, 20));
      // The last line is the last that is played, however soon it is over.
      assertThat(page.locator("#player audio"))
          .hasAttribute("src", Pattern.compile(lines.last().getAttribute("href") + "$"));
      visit.end();
    }
  }

  /// On paper there is nothing to press, and nothing is folded away.
  private static void isPrintedWhole(Page page) {
    page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
    for (String bar : List.of(".top", ".nav", "main button", "main .button", "main form")) {
      assertThat(page.locator(bar + ":visible")).hasCount(0);
    }
    for (Locator folded : page.locator("main details:not([open]) > :not(summary, form)").all()) {
      assertThat(folded).isVisible();
    }
    assertThat(page.locator(".line.caller .words").first()).isVisible();
    page.emulateMedia(new EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  @Test
  void rows_are_ticked_by_a_key_and_changed_together_with_undo() {
    try (BrowserWindow visit = world.visit(Look.DESK, TestSite.OWNER)) {
      Page page = visit.page();
      visit.open("/b/clinic/leads?state=NEW");
      Locator ticked = page.locator("input[name=row]:checked");
      int fresh = page.locator(".rows > li").count();
      assertThat(page.locator(".bulk-bar")).isHidden();

      page.keyboard().press("j");
      page.keyboard().press("x");
      assertThat(ticked).hasCount(1);
      assertThat(page.locator(".bulk-bar")).isVisible();
      page.locator("[data-ticks-all]").click();
      assertThat(ticked).hasCount(fresh);
      assertThat(Axe.findings(page)).isEmpty();

      page.locator("#bulk-state").selectOption("WAITING");
      page.locator(".bulk-bar button[value=change]").click();
      page.locator("#flash button").click();
      visit.open("/b/clinic/leads?state=NEW");
      assertThat(page.locator(".rows > li")).hasCount(fresh);
      visit.end();
    }
  }

  @Test
  void a_greeting_is_recorded_heard_and_kept() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OPERATOR)) {
      Page page = visit.page();
      visit.open("/b/garage/receptionist/edit/greeting");
      Locator record = page.locator("[data-record]").first();
      Locator status = record.locator("[data-record-status]");
      record.locator("[data-record-begin]").click();
      // The microphone hears nothing for three seconds, and then a sentence.
      assertThat(status)
          .containsText("0:05", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
      record.locator("[data-record-stop]").click();
      assertThat(status).containsText("ההקלטה מוכנה");
      record.locator("[data-record-hear]").click();

      record.locator("[data-record-keep]").click();
      assertThat(page.locator("#flash")).containsText("נשמר בטיוטה");
      assertThat(page.locator(".sound audio").first()).isVisible();
      assertThat(page.locator(".sound .tag").first()).hasText("הקלטה עצמית");
      page.navigate(world.site().url("/b/garage/receptionist/changes"));
      page.locator("form[action$='/discard'] button").click();
      visit.end();
    }
  }
}
