package app.kolan.browser;

import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which elements a window has shown already, page after page. What an element looks like follows
/// from its name, its classes and those of what is around it: of the bar that all pages have, and
/// of fifty rows of a list, each kind is looked at once. Things that are not visible have not been
/// shown.
final class ShownBefore {
  /// Marks the elements of a selector that were not shown before by the attribute `data-fresh`, and
  /// gives their kinds, as hashes.
  private static final String FIND =
      """
      ([selector, before]) => {
        const known = new Set(before);
        const kinds = new Map();
        const told = /^(class|type|role|dir|open|disabled|aria-.*|data-theme|tabindex)$/;
        const words = new Set(['aria-label', 'aria-labelledby', 'aria-describedby', 'aria-controls']);
        const kind = element => {
          if (!element) return 7;
          let hash = kinds.get(element);
          if (hash !== undefined) return hash;
          let own = element.tagName;
          for (const { name, value } of element.attributes) {
            if (told.test(name)) own += ' ' + name + (words.has(name) ? '' : '=' + value);
          }
          hash = kind(element.parentElement);
          for (let i = 0; i < own.length; i++) hash = (Math.imul(hash, 31) + own.charCodeAt(i)) | 0;
          kinds.set(element, hash);
          return hash;
        };
        const hasWords = element =>
          [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        document.querySelectorAll('[data-fresh]').forEach(
          element => element.removeAttribute('data-fresh'));
        const fresh = [];
        for (const element of document.body.querySelectorAll(selector)) {
          if (selector === '*' && !hasWords(element)
              && !element.matches('input, select, textarea')) continue;
          const hash = kind(element);
          if (known.has(hash)) continue;
          const box = element.getBoundingClientRect();
          if (box.width < 2 || box.height < 2 || !element.checkVisibility(
              { visibilityProperty: true, opacityProperty: true })) continue;
          known.add(hash);
          fresh.push(hash);
          element.setAttribute('data-fresh', '');
        }
        return fresh;
      }
      """;

  private final String selector;
  private final Set<Object> kinds = new HashSet<>();

  private ShownBefore(String selector) {
    this.selector = selector;
  }

  /// Of elements with words of their own, and of fields.
  static ShownBefore words() {
    return new ShownBefore("*");
  }

  /// Of what the keyboard reaches.
  static ShownBefore controls() {
    return new ShownBefore(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, audio, "
            + "[tabindex='0']");
  }

  /// Gives the elements of a page that were not shown before the attribute `data-fresh`.
  ///
  /// @return whether there are any
  boolean mark(Page page) {
    var fresh = (List<?>) page.evaluate(FIND, List.of(selector, List.copyOf(kinds)));
    kinds.addAll(fresh);
    return !fresh.isEmpty();
  }
}
