package app.kolan.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Deque's axe-core, which finds what keeps people from using a page: the rules for WCAG 2.2,
/// levels A and AA. It comes into the page by the browser's protocol, which the page's content
/// policy does not concern.
final class Axe {
  private static final String SOURCE = source();

  private static final List<String> ALL =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

  /// The rules whose verdict changes with the window, the colours, or how long the words are.
  private static final List<String> OF_APPEARANCE =
      List.of("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size");

  /// The verdict of two rules follows from the styles of an element.
  private static final String RUN =
      """
      async ([type, values, marked]) => {
        if (marked) {
          axe.configure({ rules: [
            { id: 'color-contrast', selector: '[data-fresh]' },
            { id: 'link-in-text-block', selector: 'a[href][data-fresh]' }] });
        }
        const found = await axe.run(document, {
          runOnly: { type, values },
          rules: { 'target-size': { enabled: true } },
          preload: !marked,
          resultTypes: ['violations'] });
        return found.violations.flatMap(rule => rule.nodes.map(node =>
          `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
      }
      """;

  private Axe() {}

  /// Has whatever a window shows come with it, which is less than to add it each time.
  static void comeWith(Page page) {
    page.addInitScript(SOURCE);
  }

  /// What is wrong with the page, in the colours that it has now.
  static List<String> findings(Page page) {
    return run(page, "tag", ALL, false);
  }

  /// What is wrong with a page of many in one window: the rules that take the longest ask only for
  /// what was not shown before.
  static List<String> findings(Page page, ShownBefore words) {
    words.mark(page);
    return run(page, "tag", ALL, true);
  }

  /// What is wrong with how the page appears now, of a page that [#findings] has seen otherwise:
  /// most rules ask for what is in the page, which is the same at every width and in every colour.
  static List<String> findingsOfAppearance(Page page, ShownBefore words) {
    words.mark(page);
    return run(page, "rule", OF_APPEARANCE, true);
  }

  private static List<String> run(Page page, String type, List<String> values, boolean marked) {
    if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
      page.evaluate(SOURCE);
    }
    return ((List<?>) page.evaluate(RUN, List.of(type, values, marked)))
        .stream().map(String::valueOf).toList();
  }

  private static String source() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("axe.min.js cannot be read", e);
    }
  }
}
