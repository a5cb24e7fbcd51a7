package app.kolan.server.provider.wire;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A WebSocket to a provider. Nothing here blocks.
///
/// Messages may be sent before the connection is open: they are queued, and only one is in flight
/// at a time, as the JDK's client requires. The queue is bounded; a provider that does not read is
/// abandoned.
///
/// The JDK's client can miss the end of a connection that comes right after a message, and notices
/// it only when it writes again. So a socket on which nothing was sent for a second is pinged, and
/// a broken one is reported within about two. A far end that vanished without a word (no FIN, no
/// RST) is not found that way: waiting for a response needs a timeout of its own.
///
/// Thread-safe.
public final class ProviderSocket implements AutoCloseable {
  private static final int MOST_WAITING = 4096;
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;

  /// For a far end that does not answer the close.
  private static final Executor LAST_WORDS = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

  private static final Executor NEXT_PING = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  /// Receives the events of a socket, one at a time, in order, on a thread of the client's. Must
  /// not block.
  public interface Listener {
    /// The connection is open.
    void opened();

    /// A whole text message.
    void text(String message);

    /// A whole binary message.
    void binary(byte[] message);

    /// The far end has closed the socket with a close frame. No events follow.
    void closed(int code, String reason);

    /// The connection could not be opened, or broke. No events follow.
    void failed(ProviderFailure failure);
  }

  private final String provider;
  private final Listener listener;
  private final Deque<Function<WebSocket, CompletableFuture<WebSocket>>> waiting =
      new ArrayDeque<>();
  private @Nullable WebSocket socket;
  private boolean sending;
  private boolean over;

  /// Whether nothing was sent since the last look.
  private boolean idle = true;

  private ProviderSocket(String provider, Listener listener) {
    this.provider = provider;
    this.listener = listener;
  }

  /// Starts to connect.
  ///
  /// @param headers of the handshake, such as the key
  /// @param subprotocols in order of preference; usually none
  public static ProviderSocket open(
      HttpClient client,
      String provider,
      URI address,
      Map<String, String> headers,
      Iterable<String> subprotocols,
      ProviderTimeouts timeouts,
      Listener listener) {
    var opened = new ProviderSocket(provider, listener);
    WebSocket.Builder handshake =
        client.newWebSocketBuilder().connectTimeout(timeouts.connect().plus(timeouts.first()));
    headers.forEach(handshake::header);
    var protocols = subprotocols.iterator();
    if (protocols.hasNext()) {
      String first = protocols.next();
      var others = new ArrayList<String>();
      protocols.forEachRemaining(others::add);
      handshake.subprotocols(first, others.toArray(String[]::new));
    }
    var _ =
        handshake
            .buildAsync(address, opened.new Receiver())
            .whenComplete(
                (_, fault) -> {
                  if (fault != null) {
                    opened.fail(handshakeFailure(provider, fault));
                  }
                });
    return opened;
  }

  public void sendText(String message) {
    send(open -> open.sendText(message, true));
  }

  public void sendBinary(byte[] message) {
    send(open -> open.sendBinary(ByteBuffer.wrap(message), true));
  }

  /// Closes after the messages sent before; no further events are delivered.
  @Override
  public void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      waiting.addLast(
          open ->
              open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                  .whenComplete((_, _) -> LAST_WORDS.execute(open::abort)));
    }
    sendNext();
  }

  /// Breaks the connection at once; no further events are delivered.
  public void abort() {
    synchronized (this) {
      over = true;
      waiting.clear();
      if (socket != null) {
        socket.abort();
      }
    }
  }

  private void send(Function<WebSocket, CompletableFuture<WebSocket>> message) {
    boolean full;
    synchronized (this) {
      if (over) {
        return;
      }
      full = waiting.size() >= MOST_WAITING;
      if (!full) {
        idle = false;
        waiting.addLast(message);
      }
    }
    if (full) {
      fail(new ProviderFailure(provider, FailureKind.TOO_SLOW, "it does not read"));
      abort();
    } else {
      sendNext();
    }
  }

  /// Sends a ping, unless messages were sent since, which find a broken connection as well.
  private void ping() {
    synchronized (this) {
      if (over) {
        return;
      }
      if (idle && waiting.isEmpty() && !sending) {
        waiting.addLast(open -> open.sendPing(ByteBuffer.allocate(0)));
      }
      idle = true;
    }
    sendNext();
    NEXT_PING.execute(this::ping);
  }

  private void sendNext() {
    WebSocket open;
    Function<WebSocket, CompletableFuture<WebSocket>> message;
    synchronized (this) {
      open = socket;
      if (open == null || sending || waiting.isEmpty()) {
        return;
      }
      message = waiting.removeFirst();
      sending = true;
    }
    var _ =
        message
            .apply(open)
            .whenComplete(
                (_, fault) -> {
                  synchronized (this) {
                    sending = false;
                  }
                  if (fault == null) {
                    sendNext();
                  } else {
                    fail(new ProviderFailure(provider, FailureKind.BROKEN_OFF, name(fault)));
                  }
                });
  }

  /// Reports a failure, unless the socket has ended before.
  private void fail(ProviderFailure failure) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      waiting.clear();
    }
    listener.failed(failure);
  }

  private synchronized boolean isOver() {
    return over;
  }

  private static ProviderFailure handshakeFailure(String provider, Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse().statusCode();
      return new ProviderFailure(
          provider, FailureKind.ofStatus(status), "HTTP " + status + " to the handshake");
    }
    return ProviderHttp.unreachable(provider, cause);
  }

  private static String name(Throwable fault) {
    return fault.getClass().getSimpleName();
  }

  /// Receives events of the JDK's client, which delivers large messages in parts.
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onOpen(WebSocket opened) {
      boolean unwanted;
      synchronized (ProviderSocket.this) {
        socket = opened;
        unwanted = over && waiting.isEmpty();
      }
      if (unwanted) {
        opened.abort();
        return;
      }
      if (!isOver()) {
        listener.opened();
      }
      opened.request(1);
      sendNext();
      NEXT_PING.execute(ProviderSocket.this::ping);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (text.length() > LARGEST_MESSAGE) {
        tooLarge(from);
        return null;
      }
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        if (!isOver()) {
          listener.text(whole);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] piece = new byte[part.remaining()];
      part.get(piece);
      bytes.writeBytes(piece);
      if (bytes.size() > LARGEST_MESSAGE) {
        tooLarge(from);
        return null;
      }
      if (last) {
        byte[] whole = bytes.toByteArray();
        bytes.reset();
        if (!isOver()) {
          listener.binary(whole);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      boolean first;
      synchronized (ProviderSocket.this) {
        first = !over;
        over = true;
        waiting.clear();
      }
      if (first) {
        listener.closed(code, reason);
      }
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
      fail(new ProviderFailure(provider, FailureKind.BROKEN_OFF, name(fault)));
    }

    private void tooLarge(WebSocket from) {
      fail(new ProviderFailure(provider, FailureKind.UNREADABLE, "a message is too large"));
      from.abort();
    }
  }
}
