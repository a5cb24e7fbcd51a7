package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.store.SavedView;
import app.kolan.server.store.SavedViewStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The views of a list that somebody has kept, and the filters that are on.
///
/// @param path of the list in the business
/// @param filters those that are on, by their names
public record ViewBar(
    SavedView.Page page, String path, List<SavedView> saved, Map<String, String> filters) {
  public ViewBar {
    saved = List.copyOf(saved);
    filters = Map.copyOf(filters);
  }

  static ViewBar of(
      PageRequest request, SavedViewStore store, SavedView.Page page, Map<String, String> filters) {
    return new ViewBar(
        page,
        path(page),
        store.list(request.in().id(), request.user().id(), page),
        filters.entrySet().stream()
            .filter(filter -> !filter.getValue().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  static String path(SavedView.Page page) {
    return switch (page) {
      case CALLS -> "/calls";
      case LEADS -> "/leads";
    };
  }

  /// The filters as the query of an address, always in the same order.
  static String query(Map<String, String> filters) {
    return Query.of(
        filters.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(filter -> List.of(filter.getKey(), filter.getValue()).stream())
            .toArray(String[]::new));
  }

  public boolean isOn(SavedView view) {
    return view.filters().equals(query(filters));
  }

  /// Whether what is on has no name yet.
  public boolean canBeKept() {
    return !filters.isEmpty() && saved.stream().noneMatch(this::isOn);
  }
}
