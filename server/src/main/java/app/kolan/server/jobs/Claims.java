package app.kolan.server.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What this server has taken of work that servers of one database share. It is kept by a sign of
/// life; what shows none any more is anybody's. The thread that does it settles it, another one
/// keeps it meanwhile.
///
/// @param <T> the work, as the store has it
public final class Claims<T> {
  /// How often a sign of life is due.
  public static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /// How long after the last one the work is this server's.
  public static final Duration LENGTH = Duration.ofSeconds(20);

  private final BiFunction<T, Instant, Optional<T>> renewal;
  private final Map<Object, Claim> claims = new ConcurrentHashMap<>();
  private @Nullable Instant renewedAt;

  /// Work that was taken.
  public final class Claim {
    private T work;
    private boolean isLost;

    private Claim(T work) {
      this.work = work;
    }

    /// As it is now.
    public synchronized T work() {
      return work;
    }

    /// Writes down what came of it, which changes nothing when another server has taken it over.
    public synchronized void settle(Consumer<T> how) {
      how.accept(work);
    }

    private synchronized void renew(Instant until) {
      if (!isLost) {
        Optional<T> renewed = renewal.apply(work, until);
        isLost = renewed.isEmpty();
        work = renewed.orElse(work);
      }
    }
  }

  /// @param renewal keeps work until a moment, and says how it is then; empty when it is settled,
  ///   or somebody has taken it over
  public Claims(BiFunction<T, Instant, Optional<T>> renewal) {
    this.renewal = renewal;
  }

  /// Work was taken.
  ///
  /// @param key by which it is known here
  public Claim add(Object key, T work) {
    var claim = new Claim(work);
    claims.put(key, claim);
    return claim;
  }

  /// It is over, or was given up.
  public void remove(Object key) {
    claims.remove(key);
  }

  /// Shows a sign of life of all, when it is due. On one thread alone.
  public void renew(Instant now) {
    if (renewedAt == null || !now.isBefore(renewedAt.plus(SIGN_OF_LIFE))) {
      renewedAt = now;
      claims.values().forEach(claim -> claim.renew(now.plus(LENGTH)));
    }
  }

  public List<T> works() {
    return claims.values().stream().map(Claim::work).toList();
  }

  public boolean has(Object key) {
    return claims.containsKey(key);
  }

  public int size() {
    return claims.size();
  }
}
