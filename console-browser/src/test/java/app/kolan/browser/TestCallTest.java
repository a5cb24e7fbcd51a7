package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// An owner talks with the receptionist from the browser: by a microphone that hears a sentence in
/// Hebrew, without one, and in writing.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class TestCallTest {
  private static final double A_CALL = 120_000;

  private static final String NO_MICROPHONE =
      """
      navigator.mediaDevices.getUserMedia =
          () => Promise.reject(new DOMException("no", "NotAllowedError"));
      """;

  private final ConsoleWorld world;

  TestCallTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void what_is_said_to_the_microphone_is_understood_and_answered_aloud() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      MicrophoneCall.prepare(page);
      visit.open("/b/clinic/try");
      MicrophoneCall.talk(page, "מרפאת חיוך");
      assertThat(page.locator("#try-silent")).isHidden();
      assertThat(Axe.findings(page)).isEmpty();

      page.locator("#try-hang-up").click();
      assertThat(page.locator("#try-begin button")).isFocused();
      assertThat(page.locator("#try-during")).isHidden();
      assertThat(world.site().server().liveCalls()).isZero();
      visit.end();
    }
  }

  @Test
  void without_a_microphone_the_page_says_what_to_do_and_keys_still_work() {
    try (BrowserWindow visit = world.visit(Look.DESK.in("en"), TestSite.OWNER)) {
      Page page = visit.page();
      page.addInitScript(NO_MICROPHONE);
      visit.open("/b/clinic/try");
      page.locator("#try-begin button").focus();
      page.keyboard().press("Enter");

      assertThat(page.locator("#try-silent")).isVisible(new IsVisibleOptions().setTimeout(A_CALL));
      assertThat(page.locator("#try-status"))
          .containsText("Talking", new ContainsTextOptions().setTimeout(A_CALL));
      // Nobody is there whom the zero would connect to, and the agent says so.
      page.locator("#try-keys button[value='0']").click();
      assertThat(page.locator("#try-talk .line.agent").nth(1))
          .isVisible(new IsVisibleOptions().setTimeout(A_CALL));
      assertThat(Axe.findings(page)).isEmpty();
      page.locator("#try-hang-up").click();
      assertThat(page.locator("#try-status")).containsText("over");
      visit.end();
    }
  }

  @Test
  void it_is_answered_in_writing_without_scripts_too() {
    Look withoutScripts = Look.PHONE.withoutScripts();
    try (BrowserWindow visit = world.visit(withoutScripts, TestSite.OPERATOR)) {
      Page page = visit.page();
      visit.open("/b/clinic/try");
      assertThat(page.locator("#try-voice")).isHidden();
      page.fill("#sentence", "אפשר לקבוע תור?");
      page.locator("#written form button.primary").click();

      assertThat(page.locator("#written .line.agent").last()).containsText(StandIns.ASKS_NAME);
      assertThat(page.locator("#written .line.caller")).hasCount(1);
      assertThat(page.url()).contains("/try");
      page.locator("#written form[action$=end] button").click();
      assertThat(page.locator("#written .line")).hasCount(0);
      visit.end();
    }
  }
}
