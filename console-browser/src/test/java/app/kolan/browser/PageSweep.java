package app.kolan.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Looks at a page in every way: at three widths, by day and by night, with all rules of axe-core;
/// whether something moves while it loads, and how long the server takes.
final class PageSweep {
  private static final List<Integer> WIDTHS = List.of(Look.NARROW, 1280, Look.WIDE);

  /// More than this is a page that jumps: half of what is called good (web.dev/cls).
  private static final double MOST_SHIFT = 0.05;

  private static final String WATCH_SHIFTS =
      """
      window.kolanShift = 0;
      new PerformanceObserver(list => {
        for (const entry of list.getEntries())
          if (!entry.hadRecentInput) window.kolanShift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      """;

  /// After two frames everything that was laid out has been told.
  private static final String SHIFT =
      """
      () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
        () => setTimeout(() => done(window.kolanShift ?? 0)))))
      """;

  private final List<String> faults = new ArrayList<>();
  private final TreeMap<String, Figures> figures = new TreeMap<>();
  private int looks;

  /// @param leastMs until the first byte
  /// @param mostMs until the first byte
  /// @param shift the most that moved while it loaded
  private record Figures(double leastMs, double mostMs, double shift) {
    Figures with(Figures other) {
      return new Figures(
          Math.min(leastMs, other.leastMs),
          Math.max(mostMs, other.mostMs),
          Math.max(shift, other.shift));
    }
  }

  void watch(BrowserWindow visit) {
    visit.page().addInitScript(WATCH_SHIFTS);
    Axe.comeWith(visit.page());
  }

  /// Opens a page on a phone and on a desk, and looks at it.
  ///
  /// @param path below `/console`
  void open(BrowserWindow visit, String language, String path) {
    for (int width : List.of(Look.NARROW, Look.WIDE)) {
      show(visit.page(), width, ColorScheme.LIGHT);
      var timing = visit.open(path).request().timing();
      double ms = timing.responseStart - timing.requestStart;
      double shift = ((Number) visit.page().evaluate(SHIFT)).doubleValue();
      if (shift > MOST_SHIFT) {
        faults.add("%s in %s at %d jumps by %.3f".formatted(path, language, width, shift));
      }
      figures.merge(Links.shape("/console" + path), new Figures(ms, ms, shift), Figures::with);
      if (width == Look.NARROW) {
        look(visit.page(), language, path, List.of(Look.NARROW));
      }
    }
    look(visit.page(), language, path, List.of(Look.WIDE, 1280));
    take(visit, path);
  }

  /// Looks at what a window shows, such as the answer to a form.
  void lookAt(BrowserWindow visit, String language, String name) {
    look(visit.page(), language, name, WIDTHS);
    take(visit, name);
  }

  private void look(Page page, String language, String name, List<Integer> widths) {
    for (int width : widths) {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        show(page, width, colours);
        looks++;
        String where = "%s in %s at %d, %s: ".formatted(name, language, width, colours);
        Object seen = page.evaluate("() => document.documentElement.lang + ' ' + document.dir");
        if (!seen.equals(language.equals("he") ? "he rtl" : "en ltr")) {
          faults.add(where + "the language is " + seen);
        }
        Stream.of(PageLayout.sticksOut(page), Axe.findings(page))
            .flatMap(List::stream)
            .forEach(found -> faults.add(where + found));
      }
    }
  }

  private void take(BrowserWindow visit, String name) {
    visit.faults().all().forEach(fault -> faults.add(name + " in the window: " + fault));
    visit.faults().forget("");
  }

  private static void show(Page page, int width, ColorScheme colours) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(colours));
  }

  List<String> faults() {
    return faults;
  }

  /// What the pages are like that were opened.
  Set<String> shapes() {
    return figures.keySet();
  }

  /// Writes the figures, and what is wrong, to `target/sweep.md`.
  void write() {
    var text =
        new StringBuilder(
            "%d pages, %d looks, %d findings.%n%n".formatted(figures.size(), looks, faults.size()));
    faults.forEach(fault -> text.append("- ").append(fault).append('\n'));
    text.append("\n| page | least ms | most ms | shift |\n| --- | --- | --- | --- |\n");
    figures.forEach(
        (shape, one) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %.0f | %.0f | %.4f |%n",
                    shape,
                    one.leastMs,
                    one.mostMs,
                    one.shift)));
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target", "sweep.md"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
