package app.kolan.server.provider.wire;

import app.kolan.server.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it comes. One thread takes its pieces.
public interface ByteFlow extends AutoCloseable {
  /// Waits for the next piece.
  ///
  /// @return null at the end
  /// @throws ProviderFailure when the connection breaks, or the piece does not come in time
  byte @Nullable [] next() throws ProviderFailure, InterruptedException;

  /// Waits for everything that is left.
  ///
  /// @throws ProviderFailure also when it is longer than this
  byte[] all(int mostBytes) throws ProviderFailure, InterruptedException;

  /// Gives up what has not been taken. From any thread.
  @Override
  void close();
}
