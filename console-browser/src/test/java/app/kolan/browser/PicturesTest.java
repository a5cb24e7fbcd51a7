package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// Makes the pictures of the documentation anew, from the demo: `-Dkolan.pictures=true`, and the
/// launcher's path in `kolan.launcher` where it is another one than that of this repository.
@Tag("socket")
@Timeout(900)
@ExtendWith(BrowserSupport.class)
@EnabledIfSystemProperty(named = "kolan.pictures", matches = "true")
class PicturesTest {
  private static final Path FOLDER = Path.of("..", "docs", "images");
  private static final int PHONE = 390;
  private static final int PHONE_HEIGHT = 700;
  private static final int BETWEEN = 24;
  private static final int DESK = 1000;
  private static final double A_CALL = 60_000;

  private final ConsoleWorld world;

  PicturesTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void the_documentation_shows_the_demo_as_it_is() throws Exception {
    Path data = Files.createTempDirectory("kolan-pictures");
    try (RunningDemo demo = RunningDemo.start(data)) {
      try (BrowserContext context = window(demo, PHONE, PHONE_HEIGHT)) {
        Page page = context.pages().getFirst();
        page.navigate(business(page) + "/live");
        demo.callAgain();
        assertThat(page.locator(".line.agent").nth(1))
            .isVisible(new IsVisibleOptions().setTimeout(A_CALL));
        BufferedImage live = shot(page);
        page.navigate(business(page) + "/today");
        write("console-on-a-phone", sideBySide(shot(page), live));
      }
      try (BrowserContext context = window(demo, DESK, 640)) {
        Page page = context.pages().getFirst();
        String business = business(page);
        for (String name : List.of("today", "leads", "board", "figures")) {
          page.navigate(business + "/" + name);
          write("console-" + name, shot(page));
        }
        page.setViewportSize(DESK, 760);
        page.navigate(business(page) + "/leads");
        // The first call of the demo, which is over.
        page.locator(".rows > li").nth(1).locator("a").first().click();
        page.locator("main a.button[href*='/calls/']").first().click();
        assertThat(page.locator("svg[data-wave]")).isVisible();
        write("console-call", shot(page));
      }
    }
    assertThat(FOLDER.resolve("console-call.png")).isRegularFile();
  }

  private BrowserContext window(RunningDemo demo, int width, int height) {
    BrowserContext context =
        world
            .browser()
            .newContext(
                new NewContextOptions()
                    .setViewportSize(width, height)
                    .setLocale("he-IL")
                    .setTimezoneId("Asia/Jerusalem"));
    context.setDefaultTimeout(BrowserWindow.PATIENCE);
    Page page = context.newPage();
    page.navigate(demo.console());
    page.fill("input[name=email]", demo.email());
    page.fill("input[name=password]", demo.password());
    page.click("main form:not([data-passkey]) button[type=submit]");
    page.waitForURL(Pattern.compile(".*/console/b/.*"));
    return context;
  }

  private static String business(Page page) {
    return page.url().replaceFirst("(/b/[^/]+).*", "$1");
  }

  private static BufferedImage shot(Page page) throws IOException {
    page.evaluate("() => document.fonts.ready.then(() => 1)");
    return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
  }

  /// Hebrew reads from the right: so do the two pictures.
  private static BufferedImage sideBySide(BufferedImage right, BufferedImage left) {
    int width = right.getWidth() + BETWEEN + left.getWidth();
    var both = new BufferedImage(width, right.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = both.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, width, right.getHeight());
    graphics.drawImage(left, 0, 0, null);
    graphics.drawImage(right, left.getWidth() + BETWEEN, 0, null);
    graphics.dispose();
    return both;
  }

  private static void write(String name, BufferedImage image) throws IOException {
    ImageIO.write(FewColours.of(image), "png", FOLDER.resolve(name + ".png").toFile());
  }
}
