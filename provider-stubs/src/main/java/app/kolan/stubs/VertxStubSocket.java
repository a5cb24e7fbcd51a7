package app.kolan.stubs;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.function.Consumer;

/// A socket. Used by one thread.
final class VertxStubSocket implements StubSocket {
  private final Vertx vertx;
  private final FailureState failure;
  private final ServerWebSocket socket;
  private final StubRequest handshake;
  private Runnable closed = () -> {};
  private int messages;

  VertxStubSocket(
      Vertx vertx, FailureState failure, ServerWebSocket socket, StubRequest handshake) {
    this.vertx = vertx;
    this.failure = failure;
    this.socket = socket;
    this.handshake = handshake;
  }

  /// The client has closed it, or is gone.
  void closed() {
    closed.run();
  }

  @Override
  public StubRequest handshake() {
    return handshake;
  }

  @Override
  public void onText(Consumer<String> handler) {
    socket.textMessageHandler(handler::accept);
  }

  @Override
  public void onBinary(Consumer<byte[]> handler) {
    socket.binaryMessageHandler(buffer -> handler.accept(buffer.getBytes()));
  }

  @Override
  public void onClose(Runnable handler) {
    closed = handler;
  }

  @Override
  public void send(String text) {
    act(
        () ->
            socket.writeTextMessage(
                failure.mode() == FailureMode.TALKS_NONSENSE ? "<no json>" : text));
  }

  @Override
  public void sendBinary(byte[] bytes) {
    act(() -> socket.writeBinaryMessage(Buffer.buffer(bytes)));
  }

  @Override
  public void close(int code, String reason) {
    if (!socket.isClosed()) {
      var _ = socket.close((short) code, reason);
    }
  }

  @Override
  public void after(long millis, Runnable task) {
    vertx.setTimer(Math.max(1, millis), _ -> task.run());
  }

  private void act(Runnable message) {
    FailureMode now = failure.mode();
    boolean due = failure.isDue(messages);
    if (socket.isClosed()
        || now == FailureMode.NEVER_ANSWERS
        || (now == FailureMode.STALLS_HALF_WAY && due)) {
      return;
    }
    if (now == FailureMode.DIES_BEFORE_ANSWER || (now == FailureMode.DIES_HALF_WAY && due)) {
      breakOff();
      return;
    }
    messages++;
    failure.later(
        now,
        () -> {
          if (!socket.isClosed()) {
            message.run();
          }
        });
  }

  /// Without a close frame, as a machine that loses its power does.
  private void breakOff() {
    var _ = ((WebSocketInternal) socket).channelHandlerContext().pipeline().firstContext().close();
  }
}
