package app.kolan.server.bootstrap;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/// A page of the console that listens to a call of the business `clinic`.
final class CallAudioListener extends WebSocketClient {
  /// The first byte of each message.
  final Queue<Byte> kinds = new ConcurrentLinkedQueue<>();

  volatile boolean over;

  /// @param console whose cookies are sent
  CallAudioListener(int port, String call, String origin, ConsoleByHand console) {
    super(
        URI.create("ws://127.0.0.1:%d/console/b/clinic/live/%s/audio".formatted(port, call)),
        Map.of("Origin", origin, "Cookie", console.cookieHeader()));
  }

  CallAudioListener open() throws InterruptedException {
    connectBlocking(10, TimeUnit.SECONDS);
    return this;
  }

  @Override
  public void onMessage(ByteBuffer message) {
    kinds.add(message.get(0));
  }

  @Override
  public void onMessage(String message) {}

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onClose(int code, String reason, boolean remote) {
    over = true;
  }

  @Override
  public void onError(Exception e) {}
}
