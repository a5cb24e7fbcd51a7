package app.kolan.stubs;

import java.util.function.Consumer;

/// One socket between a stub and its client. Failure modes act on what is sent here.
///
/// Everything runs on the stub's own thread.
public interface StubSocket {
  /// The handshake.
  StubRequest handshake();

  void onText(Consumer<String> handler);

  void onBinary(Consumer<byte[]> handler);

  void onClose(Runnable handler);

  void send(String text);

  void sendBinary(byte[] bytes);

  void close(int code, String reason);

  /// Runs a task later, for a response that takes time.
  void after(long millis, Runnable task);
}
