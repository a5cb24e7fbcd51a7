package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A window of somebody who visits the console, with cookies of its own. What goes wrong in it is
/// collected, and fails the test when it is closed by [#end].
final class BrowserWindow implements AutoCloseable {
  /// Longer than a machine under load takes.
  static final double PATIENCE = 60_000;

  private final BrowserContext context;
  private final Page page;
  private final String origin;
  private final WindowFaults faults;

  private BrowserWindow(BrowserContext context, Page page, String origin, WindowFaults faults) {
    this.context = context;
    this.page = page;
    this.origin = origin;
    this.faults = faults;
  }

  /// The worker of the console, which stands between a page and the server, is not there: see
  /// [OfflineTest].
  ///
  /// @param origin of the console, such as `http://127.0.0.1:8080`
  /// @param state cookies, as [#state] gave them; null for a new visitor
  static BrowserWindow open(Browser browser, String origin, Look look, @Nullable String state) {
    var options =
        new NewContextOptions()
            .setBaseURL(origin)
            .setViewportSize(look.width(), look.height())
            .setColorScheme(look.colours())
            .setJavaScriptEnabled(look.scripts())
            .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
            .setLocale("he-IL")
            .setTimezoneId("Asia/Jerusalem");
    if (state != null) {
      options.setStorageState(state);
    }
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE);
    WindowFaults faults = WindowFaults.watch(context, origin);
    var visit = new BrowserWindow(context, context.newPage(), origin, faults);
    if (!look.language().equals("he")) {
      visit.speak(look.language());
    }
    return visit;
  }

  /// Has pages in a language from now on.
  void speak(String language) {
    var cookie = new Cookie("kolan-language", language).setUrl(origin + "/console");
    context.addCookies(List.of(cookie));
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  WindowFaults faults() {
    return faults;
  }

  /// Opens a page.
  ///
  /// @param path below `/console`
  Response open(String path) {
    Response response = page.navigate(origin + "/console" + path);
    assertThat(response).as(path).isNotNull();
    return response;
  }

  /// Fills in the form with the address and the password.
  void signIn(String email) {
    open("/login");
    fillIn(email);
    awaitBusiness();
  }

  /// The same with a code as the second step.
  void signIn(String email, Supplier<String> code) {
    open("/login");
    fillIn(email);
    page.fill("input[name=code]", code.get());
    page.click("main button[type=submit]");
    awaitBusiness();
  }

  /// Sends the form of the page for signing in.
  void fillIn(String email) {
    page.fill("input[name=email]", email);
    page.fill("input[name=password]", TestSite.PASSWORD);
    page.click("main button[type=submit]");
  }

  private void awaitBusiness() {
    page.waitForURL(Pattern.compile(".*/console/b/.*"));
  }

  /// Cookies, for the next window.
  String state() {
    return context.storageState();
  }

  /// Nothing went wrong in this window.
  void end() {
    assertThat(faults.all()).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
