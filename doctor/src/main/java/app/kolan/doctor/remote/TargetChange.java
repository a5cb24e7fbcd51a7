package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// How a request target was changed on its way.
///
/// @param what in words
/// @param remedy for it
record TargetChange(String what, Directive remedy) {
  /// The difference between two targets; empty when they are the same byte for byte.
  static Optional<TargetChange> between(String sent, String arrived) {
    String came = originForm(arrived);
    if (sent.equals(came)) {
      return Optional.empty();
    }
    String path = path(sent);
    String newPath = path(came);
    return Optional.of(
        path.equals(newPath)
            ? new TargetChange(query(query(sent), query(came)), Directive.QUERY)
            : new TargetChange(path(path, newPath), Directive.PATH));
  }

  /// Whether two targets mean the same by the rules of URLs, such as `%2f` and `%2F`.
  static boolean isNormalised(String sent, String arrived) {
    return decoded(sent).equals(decoded(originForm(arrived)));
  }

  private static String query(String sent, String arrived) {
    if (arrived.isEmpty()) {
      return "the query is taken off";
    }
    if (sent.isEmpty()) {
      return "a query is added: " + names(arrived);
    }
    if (decoded(sent).equals(decoded(arrived))) {
      return "the query is encoded anew: %s becomes %s".formatted(sent, arrived);
    }
    return "the query is changed: %s becomes %s".formatted(names(sent), names(arrived));
  }

  private static String path(String sent, String arrived) {
    String change = kind(sent, arrived);
    return "%s: %s arrives as %s".formatted(change, sent, arrived);
  }

  private static String kind(String sent, String arrived) {
    if ((sent + "/").equals(arrived)) {
      return "a slash is added at the end of the path";
    }
    if ((arrived + "/").equals(sent)) {
      return "the slash at the end of the path is taken off";
    }
    if (arrived.length() > sent.length() && arrived.endsWith(sent)) {
      return "the prefix %s is added to the path"
          .formatted(arrived.substring(0, arrived.length() - sent.length()));
    }
    if (arrived.length() < sent.length() && sent.endsWith(arrived)) {
      return "the prefix %s is taken off the path"
          .formatted(sent.substring(0, sent.length() - arrived.length()));
    }
    if (sent.replaceAll("/{2,}", "/").equals(arrived.replaceAll("/{2,}", "/"))) {
      return "slashes of the path are merged or doubled";
    }
    if (decoded(sent).equals(decoded(arrived))) {
      return "the path is decoded or encoded anew";
    }
    if (decoded(sent).replaceAll("/{2,}", "/").equals(decoded(arrived).replaceAll("/{2,}", "/"))) {
      return "the path is decoded, and its slashes are merged";
    }
    if (sent.equalsIgnoreCase(arrived)) {
      return "the case of the path is changed";
    }
    return "the path is changed";
  }

  /// The difference as a finding.
  Finding finding(Finding.Level level, String why, ProxyKind proxy, Integer... codes) {
    return new Finding(level, what, why, remedy.in(proxy), List.of(codes));
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String query(String target) {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  private static String names(String query) {
    return "?" + query.replaceAll("=[^&]*", "=…");
  }

  private static String originForm(String target) {
    int hostStart = target.indexOf("://");
    if (target.startsWith("/") || hostStart < 0) {
      return target;
    }
    int path = target.indexOf('/', hostStart + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
