package app.kolan.browser;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;

/// The links of a page, and what they have in common.
final class Links {
  private static final String OF_PAGE =
      """
      () => [...document.querySelectorAll('a[href], area[href], audio[src], form[method=get]')]
        .map(link => link.href || link.src || link.action)
      """;

  private Links() {}

  /// Paths of a site, with their queries, but for those that change the language or the colours.
  static List<String> of(Page page, String origin) {
    var paths = new TreeSet<String>();
    for (Object found : (List<?>) page.evaluate(OF_PAGE)) {
      String link = String.valueOf(found).replaceFirst("#.*", "");
      if (link.startsWith(origin + "/") && !link.matches(".*[?&](language|theme)=.*")) {
        paths.add(link.substring(origin.length()));
      }
    }
    return List.copyOf(paths);
  }

  /// What pages have in common that differ in what they are about: `/b/…/calls/…`.
  static String shape(String path) {
    URI uri = URI.create(path);
    String shape =
        uri.getPath()
            .replaceFirst("/b/[^/]+", "/b/…")
            .replaceAll("/(?=[^/]*[0-9])[A-Za-z0-9_-]+(?=/|$)", "/…");
    if (uri.getQuery() == null) {
      return shape;
    }
    var names = new TreeSet<String>();
    for (String pair : uri.getQuery().split("&")) {
      names.add(pair.replaceFirst("=.*", ""));
    }
    return shape + "?" + String.join("&", names);
  }
}
