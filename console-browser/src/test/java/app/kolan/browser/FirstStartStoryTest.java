package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.TwilioPaths;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From a printed link to a receptionist that talks: somebody starts a server for the first time,
/// and an agency sets up its next business, each by the steps that lead on.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class FirstStartStoryTest {
  private static final String LEADS_ON = ".set-up .button";

  private final ConsoleWorld world;

  @TempDir private Path data;

  FirstStartStoryTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_newcomer_talks_with_his_receptionist_and_the_next_business_follows() throws Exception {
    try (NewServer server = NewServer.start(data, world.site().standIns());
        BrowserWindow visit =
            BrowserWindow.open(world.browser(), server.origin(), Look.PHONE, null)) {
      Page page = visit.page();
      MicrophoneCall.prepare(page);
      becomesFirstUser(page, server.printedLink());
      sets(page, "barber", "מספרת דנה", "");
      saysGreeting(page, "שלום, הגעתם למספרת דנה.");
      saysHours(page);
      saysWhomToTell(page);
      publishes(page);
      leadsOn(page, "/numbers");
      connectsNumber(page, server);
      leadsOn(page, "/try");
      talks(page, "מספרת דנה");
      assertThat(page.locator(".set-up")).containsText("הכול מוכן");
      assertThat(Axe.findings(page)).isEmpty();
      page.locator(LEADS_ON).click();
      assertThat(page).hasURL(Pattern.compile(".*/b/barber/today"));
      assertThat(page.locator(".set-up")).hasCount(0);

      visit.open("/agency");
      page.locator("a[href$='/agency/new']").first().click();
      sets(page, "florist", "פרחי נועם", "03-555-0400");
      saysGreeting(page, "שלום, כאן פרחי נועם.");
      saysHours(page);
      page.locator("main a[href$='/receptionist/changes']").first().click();
      publishes(page);
      leadsOn(page, "/receptionist/edit/alerts");
      leadsOn(page, "/try");
      triesInWriting(page);
      assertThat(page.locator(".set-up")).containsText("5 מתוך 6");
      assertThat(page.locator(LEADS_ON)).containsText("התראות");
      visit.end();
    }
  }

  private static void becomesFirstUser(Page page, String link) {
    page.navigate(link);
    assertThat(page.locator("#token-part")).isHidden();
    page.fill("#name", "דנה");
    page.fill("#email", "dana@example.com");
    page.fill("#password", TestSite.PASSWORD);
    page.locator("main button.primary").click();
    assertThat(page.locator("h1")).hasText("העסק הראשון");
  }

  private static void sets(Page page, String slug, String name, String number) {
    page.fill("#name", name);
    page.fill("#slug", slug);
    page.fill("#number", number);
    assertThat(page.locator("#language")).hasValue("he-IL");
    page.locator("main form button.primary").click();
    assertThat(page.locator("h1")).hasText("הקמת העסק");
    page.locator("main .buttons .primary").click();
  }

  /// Follows the step that is next.
  private static void leadsOn(Page page, String path) {
    Locator next = page.locator(LEADS_ON);
    assertThat(next).hasAttribute("href", Pattern.compile(".*" + path));
    next.click();
  }

  private static void saysGreeting(Page page, String greeting) {
    page.fill("#greeting", greeting);
    page.locator(".save-line .primary").click();
    leadsOn(page, "/receptionist/edit/hours");
  }

  private static void saysHours(Page page) {
    page.fill("[name='sunday.0.from']", "09:00");
    page.fill("[name='sunday.0.to']", "19:00");
    page.locator(".save-line .primary").click();
    assertThat(page.locator("#flash")).containsText("נשמר בטיוטה");
  }

  private static void saysWhomToTell(Page page) {
    leadsOn(page, "/receptionist/edit/alerts");
    page.selectOption("#channel-0", "mail");
    page.fill("#address-0", "dana@example.com");
    page.locator(".save-line .primary").click();
    leadsOn(page, "/receptionist/changes");
  }

  private static void publishes(Page page) {
    page.locator("form[action$='/receptionist/publish'] .primary").click();
    assertThat(page.locator("#flash")).containsText("פורסמה");
  }

  /// The number as people dial it, and at Twilio what the doctor finds.
  private static void connectsNumber(Page page, NewServer server) {
    page.fill("#number", "03-555-0300");
    page.locator(".add-number button").click();
    page.locator("button[value=numbers]").click();
    Locator change = page.locator("#examination .confirm");
    change.locator("summary").click();
    change.locator("button").click();
    assertThat(page.locator("#examination [role=status]")).containsText("הכול תקין");
    assertThat(server.voiceUrl()).isEqualTo(TestSite.PUBLIC + TwilioPaths.INCOMING_CALL);
  }

  private static void talks(Page page, String greeted) {
    MicrophoneCall.talk(page, greeted);
    page.locator("#try-hang-up").click();
    assertThat(page.locator("#try-begin button")).isFocused();
  }

  private static void triesInWriting(Page page) {
    page.fill("#sentence", "אפשר לקבוע תור?");
    page.locator("#written form button.primary").click();
    assertThat(page.locator("#written .line.agent").last()).containsText(StandIns.ASKS_NAME);
  }
}
