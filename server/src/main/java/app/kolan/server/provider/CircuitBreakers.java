package app.kolan.server.provider;

/// Where the circuit breakers of the providers for one job come from.
public interface CircuitBreakers {
  /// New ones, of which nobody else knows.
  CircuitBreakers NEW = (job, _, name) -> new ProviderBreaker(job + "/" + name);

  /// The breaker of a provider.
  ///
  /// @param job as in metrics, such as `tts`
  /// @param position of the provider in the order in which they are asked
  /// @param name of the provider in the settings
  ProviderBreaker of(String job, int position, String name);
}
