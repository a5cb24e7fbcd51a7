package app.kolan.server.notify.push;

import java.time.Instant;

/// A browser that somebody has told of a business's calls.
///
/// @param id names it in alerts
/// @param endpointHash of [PushEndpoint#hash]
/// @param endpoint encrypted
/// @param device what he sees it by
/// @param keepsShabbat whether nothing is pushed on Shabbat and holidays, but after that
public record PushSubscription(
    String id,
    long business,
    long user,
    String endpointHash,
    String endpoint,
    String device,
    boolean keepsShabbat,
    Instant createdAt) {
  @Override
  public String toString() {
    return "PushSubscription[id=%s, business=%d, user=%d]".formatted(id, business, user);
  }
}
