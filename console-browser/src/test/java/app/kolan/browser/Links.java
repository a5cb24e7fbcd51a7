package app.kolan.browser;

import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The links of a page, and what they have in common.
final class Links {
  /// Links of people and sounds of players, as templates write them.
  private static final Pattern LINK =
      Pattern.compile("<(?:a|audio)\\b[^>]*?\\s(?:href|src)=\"(/console/[^\"#]*)");

  private Links() {}

  /// The paths that a page leads to, with their queries, but for those that change the language or
  /// the colours.
  static List<String> of(String html) {
    return LINK.matcher(html)
        .results()
        .map(link -> link.group(1).replace("&amp;", "&"))
        .filter(link -> !link.matches(".*[?&](language|theme)=.*"))
        .distinct()
        .toList();
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
    for (String pair : uri.getQuery().split("&", -1)) {
      names.add(pair.replaceFirst("=.*", ""));
    }
    return shape + "?" + String.join("&", names);
  }
}
