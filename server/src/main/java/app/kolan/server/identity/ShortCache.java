package app.kolan.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Remembers for some seconds who showed what, so that a request costs no look into the database. A
/// change by another process shows after that time; one by this process calls [#forget].
///
/// Bounded; any thread may use it.
final class ShortCache<V> {
  private static final int MOST = 10_000;

  private final Duration age;
  private final Map<String, Remembered<V>> entries = new LinkedHashMap<>();
  private long generation;

  ShortCache(Duration age) {
    this.age = age;
  }

  private record Remembered<V>(V value, Instant since) {}

  /// What is remembered under a hash; null for nothing.
  synchronized @Nullable V get(String hash, Instant now) {
    Remembered<V> found = entries.get(hash);
    if (found == null) {
      return null;
    }
    boolean fresh = !now.isBefore(found.since()) && now.isBefore(found.since().plus(age));
    if (!fresh) {
      entries.remove(hash);
      return null;
    }
    return found.value();
  }

  /// Grows when something is forgotten: to be asked before the database is.
  synchronized long generation() {
    return generation;
  }

  /// Remembers what was read, unless something was forgotten since the reading began.
  synchronized void put(String hash, V value, Instant now, long generationBefore) {
    if (generation != generationBefore) {
      return;
    }
    entries.remove(hash);
    if (entries.size() >= MOST) {
      var oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    entries.put(hash, new Remembered<>(value, now));
  }

  /// Forgets some, at once.
  synchronized void forget(Predicate<V> which) {
    generation++;
    entries.values().removeIf(entry -> which.test(entry.value()));
  }
}
