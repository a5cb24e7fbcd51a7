package app.kolan.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/// Whether a page is as wide as its window, and no wider.
final class PageLayout {
  /// What sticks out of the window, but for what scrolls or is hidden within a part of the page.
  private static final String STICKS_OUT =
      """
      () => {
        const width = document.documentElement.clientWidth;
        const found = [];
        if (document.documentElement.scrollWidth > width) {
          found.push(`the page is ${document.documentElement.scrollWidth} wide in ${width}`);
        }
        const contained = element => {
          for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
            if (getComputedStyle(up).overflowX !== 'visible') return true;
          }
          return false;
        };
        for (const element of document.body.querySelectorAll('*')) {
          const box = element.getBoundingClientRect();
          if (box.width > 1 && box.height > 1 && (box.left < -1 || box.right > width + 1)
              && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
              && getComputedStyle(element).position !== 'fixed'
              && !element.closest('.skip, .visually-hidden') && !contained(element)) {
            found.push(`${element.tagName.toLowerCase()}.${element.className} from ${
                Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
          }
        }
        return found;
      }
      """;

  private PageLayout() {}

  static List<String> sticksOut(Page page) {
    return ((List<?>) page.evaluate(STICKS_OUT)).stream().map(String::valueOf).toList();
  }
}
