package app.kolan.server.provider.wire;

import app.kolan.server.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/// The body of a response as it arrives. One thread takes its pieces.
public interface ByteFlow extends AutoCloseable {
  /// The type of the content, as the server says; empty when it says nothing.
  default String contentType() {
    return "";
  }

  /// Waits for the next piece.
  ///
  /// @return null at the end
  /// @throws ProviderFailure when the connection breaks, or the piece does not come in time
  byte @Nullable [] next() throws ProviderFailure, InterruptedException;

  /// Waits for the rest.
  ///
  /// @throws ProviderFailure also when it is longer than `mostBytes`
  byte[] all(int mostBytes) throws ProviderFailure, InterruptedException;

  /// Cancels the rest. May be called from any thread.
  @Override
  void close();
}
