package app.kolan.browser;

import app.kolan.server.MemoryTempDirs;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A running server with its console, and a browser before it. Used by one thread, as Playwright
/// is.
final class ConsoleWorld implements AutoCloseable {
  private final Path data;
  private final TestSite site;
  private final Playwright playwright;
  private final Browser browser;

  /// What the browser keeps of those who signed in.
  private final Map<String, String> signedIn = new HashMap<>();

  private ConsoleWorld(Path data, TestSite site, Playwright playwright, Browser browser) {
    this.data = data;
    this.site = site;
    this.playwright = playwright;
    this.browser = browser;
  }

  static ConsoleWorld open() {
    PlaywrightAssertions.setDefaultAssertionTimeout(BrowserWindow.PATIENCE);
    Path chromium =
        Chromium.find()
            .orElseThrow(
                () -> new IllegalStateException("a Chromium is required, and there is none"));
    // Longer than a machine under load takes.
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try {
      Path data = MemoryTempDirs.create();
      Path spoken = Files.write(data.resolve("spoken.wav"), StandIns.spokenSentence());
      TestSite site = TestSite.start(data);
      Playwright playwright =
          Playwright.create(
              new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new LaunchOptions()
                      .setExecutablePath(chromium)
                      .setArgs(Chromium.arguments(spoken))
                      .setTimeout(120_000));
      return new ConsoleWorld(data, site, playwright, browser);
    } catch (Exception e) {
      throw new IllegalStateException("the console or its browser does not start", e);
    }
  }

  Browser browser() {
    return browser;
  }

  TestSite site() {
    return site;
  }

  /// Opens a window in which nobody has signed in.
  BrowserWindow visit(Look look) {
    return BrowserWindow.open(browser, site.origin(), look, null);
  }

  /// Opens a window in which somebody has signed in. The form is filled in once for each person.
  BrowserWindow visit(Look look, String email) {
    String state =
        signedIn.computeIfAbsent(
            email,
            person -> {
              try (BrowserWindow visit = visit(Look.PHONE)) {
                if (person.equals(TestSite.AUDITOR)) {
                  visit.signIn(person, site::auditorsCode);
                } else {
                  visit.signIn(person);
                }
                return visit.state();
              }
            });
    return BrowserWindow.open(browser, site.origin(), look, state);
  }

  @Override
  public void close() throws IOException {
    browser.close();
    playwright.close();
    site.close();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
