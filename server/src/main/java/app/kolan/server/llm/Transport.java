package app.kolan.server.llm;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ByteFlow;
import java.net.URI;
import java.util.Map;

/// Sends requests to a provider.
@FunctionalInterface
interface Transport {
  /// Sends a request, and waits for the head of the response. Cancels when the thread is
  /// interrupted.
  ByteFlow ask(URI address, Map<String, String> headers, byte[] body)
      throws ProviderFailure, InterruptedException;
}
