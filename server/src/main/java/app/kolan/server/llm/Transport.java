package app.kolan.server.llm;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ByteFlow;
import java.net.URI;
import java.util.Map;

/// The way to a vendor.
@FunctionalInterface
interface Transport {
  /// Sends a request, and waits for the head of its answer. Gives up when the thread is
  /// interrupted.
  ByteFlow ask(URI address, Map<String, String> headers, byte[] body)
      throws ProviderFailure, InterruptedException;
}
