package app.kolan.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows every link from the page after the sign-in, as one person. Of pages that differ only in
/// what they are about, some are looked at in the browser, and the rest are asked for alone.
final class Crawl {
  /// How many pages of a shape are looked at.
  private static final int OF_A_SHAPE = 2;

  private static final int MOST_PAGES = 2_000;
  private static final String START = "/console/";

  private final Visit visit;
  private final TestSite site;
  private final String language;
  private final List<String> foreign;
  private final Set<String> leaveOut;
  private final Deque<String> toVisit = new ArrayDeque<>(List.of(START));
  private final Set<String> known = new HashSet<>(Set.of(START));
  private final Map<String, Integer> looked = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<PageTime> times = new ArrayList<>();
  private int asked;

  /// How long the server took for a page.
  record PageTime(String shape, double milliseconds) {}

  /// @param foreign words that must not be on any page
  /// @param leaveOut shapes that are not looked at again
  Crawl(Visit visit, TestSite site, String language, List<String> foreign, Set<String> leaveOut) {
    this.visit = visit;
    this.site = site;
    this.language = language;
    this.foreign = foreign;
    this.leaveOut = leaveOut;
  }

  /// Follows all links, and gives what is wrong.
  List<String> run() {
    while (!toVisit.isEmpty()) {
      if (known.size() > MOST_PAGES) {
        throw new IllegalStateException("more than %d links".formatted(MOST_PAGES));
      }
      String path = toVisit.removeFirst();
      String shape = Links.shape(path);
      int before = looked.getOrDefault(shape, leaveOut.contains(shape) ? OF_A_SHAPE : 0);
      int most = shape.contains("?") ? 1 : OF_A_SHAPE;
      Optional<String> type = before < most ? askFor(path) : Optional.empty();
      if (before >= most || !type.orElse("").startsWith("text/html")) {
        if (before >= most) {
          askFor(path);
        }
        continue;
      }
      looked.put(shape, before + 1);
      lookAt(path);
    }
    visit.faults().all().forEach(fault -> faults.add("in the window: " + fault));
    return faults;
  }

  /// What was looked at.
  Set<String> shapes() {
    return looked.keySet();
  }

  List<PageTime> times() {
    return times;
  }

  String figures() {
    return "%d links, %d looked at, %d asked for alone, %d shapes"
        .formatted(
            known.size(),
            looked.values().stream().mapToInt(Integer::intValue).sum(),
            asked,
            looked.size());
  }

  /// Asks for what a link leads to, and gives its type.
  private Optional<String> askFor(String path) {
    asked++;
    APIResponse answer =
        visit
            .context()
            .request()
            .get(
                site.origin() + path,
                RequestOptions.create().setTimeout(60_000).setMaxRedirects(5));
    try {
      check(path, answer.status(), answer.headers().getOrDefault("content-security-policy", ""));
      String type = answer.headers().getOrDefault("content-type", "");
      if (type.startsWith("text/")) {
        checkWords(path, answer.text());
      }
      return Optional.of(type);
    } finally {
      answer.dispose();
    }
  }

  private void lookAt(String path) {
    Page page = visit.page();
    for (int width : List.of(Look.NARROW, Look.WIDE)) {
      page.setViewportSize(width, 900);
      Response response = page.navigate(site.origin() + path);
      String where = "%s in %s at %d".formatted(path, language, width);
      check(where, response.status(), response.headers().getOrDefault("content-security-policy", ""));
      times.add(new PageTime(Links.shape(path), response.request().timing().responseStart));
      checkLanguage(where);
      add(where, PageLayout.sticksOut(page));
      add(where, Axe.findings(page));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      add(where + ", dark", Axe.contrast(page));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
    for (String link : Links.of(page, site.origin())) {
      if (known.add(link)) {
        toVisit.addLast(link);
      }
    }
  }

  private void checkLanguage(String where) {
    Object seen =
        visit.page().evaluate("() => document.documentElement.lang + ' ' + document.dir");
    String expected = language.equals("he") ? "he rtl" : "en ltr";
    if (!expected.equals(seen)) {
      faults.add("%s: the language is %s".formatted(where, seen));
    }
  }

  private void check(String where, int status, String policy) {
    if (status != 200) {
      faults.add("%s: %d".formatted(where, status));
    }
    if (!policy.contains("default-src 'none'") || policy.contains("unsafe")) {
      faults.add("%s: the policy is %s".formatted(where, policy));
    }
  }

  private void checkWords(String where, String text) {
    for (String word : foreign) {
      if (text.contains(word)) {
        faults.add("%s has %s of another business".formatted(where, word));
      }
    }
  }

  private void add(String where, List<String> found) {
    found.forEach(one -> faults.add(where + ": " + one));
  }
}
