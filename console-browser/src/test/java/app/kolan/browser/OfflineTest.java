package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The console's worker, which says that there is no network. All other windows are without it.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class OfflineTest {
  private final ConsoleWorld world;

  OfflineTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void without_a_network_a_page_says_so_in_its_own_look() {
    try (BrowserContext context = world.browser().newContext(new NewContextOptions())) {
      context.setDefaultTimeout(BrowserWindow.PATIENCE);
      Page page = context.newPage();
      page.navigate(world.site().url("/login"));
      page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)");
      page.waitForFunction("() => navigator.serviceWorker.controller !== null");

      context.setOffline(true);
      page.navigate(world.site().url("/b/clinic/today"));
      assertThat(page.locator("h1")).containsText("אין חיבור לרשת");
      Object styled = page.evaluate("() => getComputedStyle(document.body).margin");
      assertThat(styled).isEqualTo("0px");

      context.setOffline(false);
      page.locator("main a").first().click();
      assertThat(page.locator("input[name=email]")).isVisible();
    }
  }
}
