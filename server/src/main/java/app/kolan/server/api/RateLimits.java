package app.kolan.server.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often one key, user or address may ask: a bucket each, that fills by so many a second. Safe
/// to share.
final class RateLimits {
  private static final int MOST_BUCKETS = 10_000;

  private final int burst;
  private final double perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }

  /// What a request finds.
  ///
  /// @param resetSeconds until one may ask again, or as often as ever
  record Found(boolean allowed, int limit, int remaining, long resetSeconds) {}

  RateLimits(int burst, double perSecond, LongSupplier nanos) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /// Counts a request.
  synchronized Found take(String who) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(who, _ -> new Bucket(burst, now));
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / 1e9 * perSecond);
    bucket.at = now;
    boolean allowed = bucket.tokens >= 1;
    if (allowed) {
      bucket.tokens -= 1;
    }
    double missing = allowed ? burst - bucket.tokens : 1 - bucket.tokens;
    return new Found(
        allowed, burst, (int) bucket.tokens, Math.max(1, (long) Math.ceil(missing / perSecond)));
  }
}
