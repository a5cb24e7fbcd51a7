package app.kolan.stubs;

import java.util.function.Consumer;

/// One socket between a stand-in and its client. An ailment acts on what is sent here.
///
/// Everything runs on the stand-in's own thread.
public interface StubSocket {
  /// The handshake.
  StubRequest handshake();

  void onText(Consumer<String> handler);

  void onBinary(Consumer<byte[]> handler);

  void onClose(Runnable handler);

  void send(String text);

  void sendBinary(byte[] bytes);

  void close(int code, String reason);

  /// Does something later, for an answer that takes its time.
  void after(long millis, Runnable task);
}
