package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// Pictures of every page, for people to look at: in both languages, on a phone and on a desk, and
/// in the dark on a phone. They are made when they are asked for.
@Tag("socket")
@Timeout(1200)
@ExtendWith(BrowserSupport.class)
@EnabledIfSystemProperty(named = "kolan.screenshots", matches = "true")
class ScreenshotsTest {
  private static final Path FOLDER = Path.of("target", "screenshots");

  private final ConsoleWorld world;
  private final Map<String, Integer> names = new HashMap<>();

  ScreenshotsTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void every_page_is_photographed() throws Exception {
    var unlinked = new UnlinkedPages(world);
    unlinked.fill();
    int taken = 0;
    var shapes = new HashSet<String>();
    for (String person : List.of(TestSite.OWNER, TestSite.OPERATOR)) {
      for (String path : pages(person)) {
        // The same page in the eyes of somebody else is not shown again.
        if (person.equals(TestSite.OPERATOR) && shapes.contains(Links.shape(path))) {
          continue;
        }
        shapes.add(Links.shape(path));
        String name = name(person, path);
        for (String language : List.of("he", "en")) {
          for (int width : List.of(Look.NARROW, Look.WIDE)) {
            taken += photograph(person, path, name, Look.PHONE.in(language).atWidth(width));
          }
        }
      }
    }
    for (String path : unlinked.ofAnybody()) {
      String name = name("", path);
      for (String language : List.of("he", "en")) {
        taken += photograph("", path, name, Look.PHONE.in(language));
      }
    }
    for (String language : List.of("he", "en")) {
      Look look = Look.PHONE.in(language);
      try (BrowserWindow visit = world.visit(look, TestSite.OWNER);
          BrowserWindow another = world.visit(look)) {
        unlinked.afterForms(visit, camera(visit, look));
        unlinked.sentAgain(visit, camera(visit, look));
        unlinked.recoveryCodes(another, camera(another, look));
      }
      try (BrowserWindow visit = world.visit(look, TestSite.OPERATOR)) {
        unlinked.ofServer(visit, camera(visit, look));
      }
    }
    assertThat(taken).isGreaterThan(50);
  }

  private static Consumer<String> camera(BrowserWindow visit, Look look) {
    return name -> shoot(visit, "after-" + name.replaceAll("[^a-z]+", "-") + "-" + look);
  }

  /// Pages that somebody sees, below `/console`.
  private List<String> pages(String person) {
    var pages = new ArrayList<String>();
    try (BrowserWindow visit = world.visit(Look.DESK, person)) {
      var crawl =
          new Crawl(
              visit,
              world.site(),
              List.of(),
              (path, _) -> {
                pages.add(path.substring("/console".length()));
                return List.of();
              });
      assertThat(crawl.run()).isEmpty();
    }
    return pages;
  }

  private String name(String person, String path) {
    String shape =
        Links.shape(path)
            .replaceFirst("^/b(/…)?", "")
            .replaceAll("[/?&…]+", "-")
            .replaceAll("-$", "");
    String whose = person.isEmpty() ? "anybody" : person.replaceFirst("@.*", "");
    String name = whose + "-" + shape.replaceFirst("^-", "");
    int before = names.merge(name, 1, Integer::sum);
    return before == 1 ? name : name + "-" + before;
  }

  /// @return how many pictures were taken
  private int photograph(String person, String path, String name, Look look) {
    try (BrowserWindow visit = person.isEmpty() ? world.visit(look) : world.visit(look, person)) {
      visit.open(path);
      shoot(visit, name + "-" + look);
      if (look.width() != Look.NARROW) {
        return 1;
      }
      visit.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      shoot(visit, name + "-" + look.dark());
      return 2;
    }
  }

  /// The whole page, in a window that is as high: what stands at the window's edge is at the
  /// page's.
  private static void shoot(BrowserWindow visit, String name) {
    Page page = visit.page();
    ViewportSize window = page.viewportSize();
    int height = (Integer) page.evaluate("() => document.documentElement.scrollHeight");
    page.setViewportSize(window.width, Math.max(window.height, height));
    page.screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    page.setViewportSize(window.width, window.height);
  }
}
