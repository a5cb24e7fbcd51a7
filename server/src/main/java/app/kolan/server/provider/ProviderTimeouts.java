package app.kolan.server.provider;

import java.time.Duration;

/// The timeouts of a provider. A caller hears silence meanwhile, so all of them are short.
///
/// @param connect for the connection, TLS included
/// @param first from the request to the first piece of the response
/// @param next from one piece of a response to the next
public record ProviderTimeouts(Duration connect, Duration first, Duration next) {
  /// The defaults for a telephone call.
  public static final ProviderTimeouts USUAL =
      new ProviderTimeouts(
          Duration.ofMillis(1500), Duration.ofMillis(2500), Duration.ofMillis(2000));
}
