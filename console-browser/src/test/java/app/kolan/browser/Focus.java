package app.kolan.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether somebody who uses the keyboard sees where he is on a page.
final class Focus {
  /// What is wrong with how the focus is shown on an element; empty when nothing is.
  private static final String FAULT =
      """
      const fault = at => {
        // A browser shows the focus within its own controls.
        const inner = at.matches('audio, input[type^=date]');
        const shown = element => element && getComputedStyle(element).outlineStyle !== 'none'
            && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
        const row = at.closest('.row, .days .card');
        const name = at.tagName.toLowerCase() + '#' + at.id + '.' + at.className + ' '
            + (at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 30));
        if (!inner && !shown(at) && !shown(row)) return name + ': the focus is not seen';
        const box = at.getBoundingClientRect();
        if (box.width === 0) return name + ': has the focus and is not there';
        const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return top && (at.contains(top) || top.contains(at) || row?.contains(top))
            ? '' : name + ': the focus is covered by ' + top?.className;
      };
      """;

  private static final String HERE =
      "() => {"
          + FAULT
          + "const at = document.activeElement;"
          + "return !at || at === document.body ? null : fault(at); }";

  private static final String OF_FRESH =
      "() => {"
          + FAULT
          + """
          const found = [];
          for (const element of document.querySelectorAll('[data-fresh]')) {
            element.focus();
            if (document.activeElement === element) found.push(fault(element));
          }
          return found.filter(one => one);
          }
          """;

  private Focus() {}

  /// What is wrong where the focus is; null outside of the page.
  static @Nullable String fault(Page page) {
    return (String) page.evaluate(HERE);
  }

  /// What is wrong with any control that was not shown before.
  static List<String> findings(Page page, ShownBefore controls) {
    if (!controls.mark(page)) {
      return List.of();
    }
    // Who has pressed a key is shown where the focus goes from now on.
    page.keyboard().press("Tab");
    return ((List<?>) page.evaluate(OF_FRESH)).stream().map(String::valueOf).toList();
  }
}
