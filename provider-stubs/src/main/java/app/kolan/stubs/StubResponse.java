package app.kolan.stubs;

import java.nio.charset.StandardCharsets;

/// The response of a stub to an HTTP request, piece by piece. Failure modes act here.
public interface StubResponse {
  /// To be called before the first piece; 200 by default.
  StubResponse status(int status);

  /// To be called before the first piece.
  StubResponse header(String name, String value);

  /// Sends a piece at once.
  void write(byte[] piece);

  default void write(String piece) {
    write(piece.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends the remaining pieces, and ends. Pieces after it are not sent.
  void end();

  /// Runs a task later, for a response that takes time.
  void after(long millis, Runnable task);

  /// Whether the client has disconnected before the end.
  boolean abandoned();
}
