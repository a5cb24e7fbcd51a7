package app.kolan.twilio.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One way to read a part of a request.
///
/// @param differences from the way in which the server reads it; none in its own way
record Reading<T>(T value, List<Difference> differences) {
  Reading {
    differences = List.copyOf(differences);
  }

  boolean isTheServers() {
    return differences.isEmpty();
  }

  /// The ways to read one part: the server's own first, and each value once.
  static final class Ways<T> {
    private final Map<T, Reading<T>> byValue = new LinkedHashMap<>();

    Ways(T serversOwn) {
      byValue.put(serversOwn, new Reading<>(serversOwn, List.of()));
    }

    void add(T value, Difference.Kind kind, String what) {
      add(value, List.of(new Difference(kind, what)));
    }

    void add(T value, List<Difference> differences) {
      byValue.putIfAbsent(value, new Reading<>(value, differences));
    }

    List<Reading<T>> list() {
      return new ArrayList<>(byValue.values());
    }
  }
}
