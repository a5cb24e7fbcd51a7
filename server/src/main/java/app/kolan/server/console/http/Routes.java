package app.kolan.server.console.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The pages of the console, by method and path. A path's parts in braces are its parameters. What
/// is not here does not exist.
public final class Routes {
  /// After which a page is given up.
  static final Duration USUAL = Duration.ofSeconds(15);

  private final Map<Integer, List<Route>> byLength = new HashMap<>();
  private final List<Route> all = new ArrayList<>();

  /// A page.
  ///
  /// @param path below `/console`
  /// @param longest after which it is given up
  public record Route(
      String method, String path, PageAdmission admission, Page page, Duration longest) {
    List<String> parts() {
      return List.of(path.substring(1).split("/", -1));
    }
  }

  /// A page that was found.
  ///
  /// @param parameters of its path
  record Found(Route route, Map<String, String> parameters) {}

  /// Adds a page that is read. `HEAD` asks for it, too.
  public Routes get(String path, PageAdmission admission, Page page) {
    return add(new Route("GET", path, admission, page, USUAL));
  }

  /// Adds a form that is sent. It is taken from a page of this console alone.
  public Routes post(String path, PageAdmission admission, Page page) {
    return add(new Route("POST", path, admission, page, USUAL));
  }

  /// The same for one that takes long.
  public Routes post(String path, PageAdmission admission, Duration longest, Page page) {
    return add(new Route("POST", path, admission, page, longest));
  }

  private Routes add(Route route) {
    byLength.computeIfAbsent(route.parts().size(), _ -> new ArrayList<>()).add(route);
    all.add(route);
    return this;
  }

  /// All pages, in the order in which they were added.
  public List<Route> all() {
    return List.copyOf(all);
  }

  /// The page of a path.
  ///
  /// @param method not `HEAD`
  Optional<Found> find(String method, String path) {
    return candidates(path).filter(found -> found.route().method().equals(method)).findFirst();
  }

  /// Whether the path has a page by another method.
  boolean knows(String path) {
    return candidates(path).findAny().isPresent();
  }

  private Stream<Found> candidates(String path) {
    if (!path.startsWith("/")) {
      return Stream.empty();
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    return byLength.getOrDefault(parts.size(), List.of()).stream()
        .flatMap(route -> match(route, parts).stream());
  }

  private static Optional<Found> match(Route route, List<String> parts) {
    var parameters = new LinkedHashMap<String, String>();
    List<String> pattern = route.parts();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        if (parts.get(i).isEmpty()) {
          return Optional.empty();
        }
        parameters.put(expected.substring(1, expected.length() - 1), parts.get(i));
      } else if (!expected.equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Found(route, parameters));
  }
}
