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

  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {
          runOnly: { type: 'tag', values:
              ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] },
          rules: { 'target-size': { enabled: true } },
          resultTypes: ['violations'] });
        return found.violations.flatMap(rule => rule.nodes.map(node =>
          `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
      }
      """;

  private Axe() {}

  /// What is wrong with the page, in the colours that it has now.
  static List<String> findings(Page page) {
    if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
      page.evaluate(SOURCE);
    }
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
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
