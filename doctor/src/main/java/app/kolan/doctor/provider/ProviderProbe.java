package app.kolan.doctor.provider;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ProviderHttp;

/// The smallest true request to a provider: what a call would ask of it, once.
interface ProviderProbe {
  /// Asks.
  ///
  /// @param http the way there; closed afterwards
  /// @return what came of it, such as `said 0.9 s of sound`
  String ask(ProviderHttp http) throws ProviderFailure, InterruptedException;
}
