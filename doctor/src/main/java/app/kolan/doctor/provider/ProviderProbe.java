package app.kolan.doctor.provider;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ProviderHttp;

/// The smallest real request to a provider: one of those that a call makes.
interface ProviderProbe {
  /// Sends the request and waits for its result.
  ///
  /// @param http the client to use; closed afterwards
  /// @return the result in words, such as `said 0.9 s of sound`
  String request(ProviderHttp http) throws ProviderFailure, InterruptedException;
}
