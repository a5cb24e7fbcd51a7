package app.kolan.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Looks at pages: in Hebrew on the phone by day and on the desk by night, in English on the phone
/// by night. Of the accessibility, the first look sees everything, that on the desk what may have
/// changed, and that in English this of some pages: its colours are those of the desk by night.
/// Colours and the focus are looked at where something is that the pages before did not have.
final class PageInspection implements Crawl.Looker {
  /// On how many pages in English axe-core looks, which takes the most of a look.
  private static final int ENGLISH_FOR_AXE = 6;

  private final BrowserWindow visit;
  private final TestSite site;
  private final String language;
  private final PageTimes times;
  private final ShownBefore onPhone = ShownBefore.words();
  private final ShownBefore onDesk = ShownBefore.words();
  private final ShownBefore controls = ShownBefore.controls();
  private int pages;
  private int shownWidth;

  /// @param language that the pages are to have
  PageInspection(BrowserWindow visit, TestSite site, String language, PageTimes times) {
    this.visit = visit;
    this.site = site;
    this.language = language;
    this.times = times;
    Axe.comeWith(visit.page());
  }

  @Override
  public List<String> look(String path, boolean isFirst) {
    if (!isFirst && !language.equals("he")) {
      return List.of();
    }
    pages++;
    return look(path, isFirst ? widths() : List.of(Look.NARROW));
  }

  /// Looks at what the window shows, such as the answer to a form, with all rules.
  List<String> lookAtShown(String name) {
    var faults = new ArrayList<String>();
    for (int width : List.of(Look.WIDE, Look.NARROW)) {
      show(visit.page(), width);
      String where = "%s in %s at %d, %s".formatted(name, language, width, colours(width));
      add(faults, where, this::wrongLanguage);
      add(faults, where, PageLayout::sticksOut);
      add(faults, where, Axe::findings);
    }
    return faults;
  }

  private List<String> look(String path, List<Integer> widths) {
    var faults = new ArrayList<String>();
    Page page = visit.page();
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      show(page, width);
      if (i == 0) {
        times.add(path, page.navigate(site.origin() + path));
      }
      String where = "%s in %s at %d, %s".formatted(path, language, width, colours(width));
      add(faults, where, this::wrongLanguage);
      add(faults, where, PageLayout::sticksOut);
      add(faults, where, seen -> accessibility(seen, width));
    }
    return faults;
  }

  /// The layout is one for both languages: what is wide is looked at in Hebrew alone, and once of
  /// pages that differ only in what they are about. Every other page comes first on the desk, as
  /// the one before it was left.
  private List<Integer> widths() {
    if (!language.equals("he")) {
      return List.of(Look.NARROW);
    }
    return pages % 2 == 0 ? List.of(Look.NARROW, Look.WIDE) : List.of(Look.WIDE, Look.NARROW);
  }

  /// What a page consists of is the same in both languages.
  private List<String> accessibility(Page page, int width) {
    if (language.equals("he") && width == Look.NARROW) {
      var found = new ArrayList<>(Axe.findings(page, onPhone));
      found.addAll(Focus.findings(page, controls));
      return found;
    }
    return width == Look.WIDE || pages <= ENGLISH_FOR_AXE
        ? Axe.findingsOfAppearance(page, width == Look.WIDE ? onDesk : onPhone)
        : List.of();
  }

  /// A page that is there changes with the window.
  private void show(Page page, int width) {
    if (width != shownWidth) {
      page.setViewportSize(width, 900);
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(colours(width)));
      shownWidth = width;
    }
  }

  private ColorScheme colours(int width) {
    boolean byDay = (width == Look.NARROW) == language.equals("he");
    return byDay ? ColorScheme.LIGHT : ColorScheme.DARK;
  }

  private List<String> wrongLanguage(Page page) {
    Object seen = page.evaluate("() => document.documentElement.lang + ' ' + document.dir");
    String expected = language.equals("he") ? "he rtl" : "en ltr";
    return expected.equals(seen) ? List.of() : List.of("the language is " + seen);
  }

  private void add(List<String> faults, String where, Function<Page, List<String>> check) {
    check.apply(visit.page()).forEach(found -> faults.add(where + ": " + found));
  }
}
