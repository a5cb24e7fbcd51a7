package app.kolan.server.provider;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The circuit breakers of all businesses. Businesses that use a provider with the same key,
/// address and model have one breaker for it, so that the failure of one call spares the callers of
/// all. Where the key is another, so is the breaker: a key that is refused, or used up, says
/// nothing of anybody else's.
///
/// A breaker is kept as long as somebody uses it. Safe to share.
public final class SharedCircuitBreakers {
  private final Map<Key, WeakReference<ProviderBreaker>> breakers = new HashMap<>();

  private record Key(String job, ProviderSettings settings) {}

  /// The breakers of a business's providers for one job.
  ///
  /// @param settings of the providers, in the order in which they are asked
  public CircuitBreakers of(List<ProviderSettings> settings) {
    List<ProviderSettings> copy = List.copyOf(settings);
    return (job, position, name) -> of(new Key(job, copy.get(position)), name);
  }

  /// Whether the breaker of a provider keeps requests away, or has not seen a success since it did.
  ///
  /// @param job as in metrics, such as `tts`
  public synchronized boolean isOpen(String job, ProviderSettings settings) {
    WeakReference<ProviderBreaker> known = breakers.get(new Key(job, settings));
    ProviderBreaker kept = known == null ? null : known.get();
    return kept != null && kept.isOpen();
  }

  private synchronized ProviderBreaker of(Key key, String name) {
    WeakReference<ProviderBreaker> known = breakers.get(key);
    @Nullable ProviderBreaker kept = known == null ? null : known.get();
    if (kept != null) {
      return kept;
    }
    breakers.values().removeIf(each -> each.get() == null);
    var fresh = new ProviderBreaker(key.job() + "/" + name);
    breakers.put(key, new WeakReference<>(fresh));
    return fresh;
  }
}
