package app.kolan.stubs;

import java.nio.charset.StandardCharsets;

/// The way in which a stand-in answers an HTTP request, piece by piece. An ailment acts here.
public interface StubResponse {
  /// Before the first piece; 200 unless said.
  StubResponse status(int status);

  /// Before the first piece.
  StubResponse header(String name, String value);

  /// Sends a piece at once.
  void write(byte[] piece);

  default void write(String piece) {
    write(piece.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends what is left, and ends. Pieces after it are not sent.
  void end();

  /// Does something later, for an answer that takes its time.
  void after(long millis, Runnable task);

  /// Whether the client has gone before the end.
  boolean abandoned();
}
