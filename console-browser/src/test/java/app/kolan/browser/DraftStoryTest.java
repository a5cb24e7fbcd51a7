package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A draft is held while the stories of its callers fail, and mended.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class DraftStoryTest {
  private static final String STORIES = "/b/clinic/receptionist/edit/stories";
  private static final String CHANGES = "/b/clinic/receptionist/changes";
  private static final String PUBLISH = "form[action$='/receptionist/publish'] button.primary";

  private final ConsoleWorld world;

  DraftStoryTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_draft_whose_stories_fail_is_not_published_until_it_is_mended() {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      expect(visit, "בסניף השני");

      visit.open(CHANGES);
      page.locator(PUBLISH).click();
      assertThat(page.locator("#stories [role=alert]")).isVisible();
      assertThat(page.locator("#stories details[open]")).containsText("בסניף השני");
      assertThat(page.locator("#stories details[open]")).containsText(StandIns.ASKS_NAME);
      assertThat(page.locator("input[name=anyway]")).not().isChecked();
      page.waitForResponse(answer -> answer.status() == 422, () -> page.locator(PUBLISH).click());

      expect(visit, "השם");
      visit.open(CHANGES);
      page.locator(PUBLISH).click();
      assertThat(page.locator("#flash .flash")).isVisible();
      visit.open(STORIES);
      assertThat(page.locator("#answer-0")).hasValue("השם");

      takeOut(visit);
      visit.faults().forget("422");
      visit.end();
    }
  }

  /// Saves a story whose caller expects these words.
  static void expect(BrowserWindow visit, String words) {
    visit.open(STORIES);
    visit.page().fill("#caller-0", "אפשר לקבוע תור?");
    visit.page().fill("#answer-0", words);
    save(visit);
  }

  private static void save(BrowserWindow visit) {
    visit.page().locator(".save-line button.primary").click();
    assertThat(visit.page().locator("#flash")).containsText("נשמר בטיוטה");
  }

  /// Leaves the clinic as the other tests know it.
  private static void takeOut(BrowserWindow visit) {
    visit.open(STORIES);
    visit.page().fill("#caller-0", "");
    visit.page().fill("#answer-0", "");
    save(visit);
    visit.open(CHANGES);
    visit.page().locator(PUBLISH).click();
    assertThat(visit.page().locator("#flash .flash")).isVisible();
  }
}
