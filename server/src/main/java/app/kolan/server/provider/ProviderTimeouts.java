package app.kolan.server.provider;

import java.time.Duration;

/// How long a provider may let us wait. A caller hears silence meanwhile, so all of it is short.
///
/// @param connect for the connection, TLS included
/// @param first from the request to the first piece of the answer
/// @param next from one piece of an answer to the next
public record ProviderTimeouts(Duration connect, Duration first, Duration next) {
  /// On the telephone.
  public static final ProviderTimeouts USUAL =
      new ProviderTimeouts(
          Duration.ofMillis(1500), Duration.ofMillis(2500), Duration.ofMillis(2000));
}
