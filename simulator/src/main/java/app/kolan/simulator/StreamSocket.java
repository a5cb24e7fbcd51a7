package app.kolan.simulator;

import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.io.EOFException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The carrier's end of a stream's WebSocket.
///
/// Received messages are passed to the call's thread; sent messages go out in order, delayed as the
/// traffic's faults say. For a server that does not read, at most ten seconds of audio are
/// buffered; audio beyond that is dropped.
final class StreamSocket implements WebSocket.Listener {
  /// Receives the socket's events, on the call's thread.
  interface TranscriptRecorder {
    void text(String message);

    void binary();

    /// The server closed the socket.
    void closed(int code);

    /// The connection ended without a close frame.
    void broken(Throwable failure);
  }

  private static final int NORMAL = 1000;
  private static final int ABNORMAL = 1006;

  /// Ten seconds of audio. How much Twilio keeps for a slow server is not documented.
  private static final int MOST_WAITING = 500;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Consumer<Runnable> callThread;
  private final TranscriptRecorder listener;
  private final Executor executor;
  private final StreamTraffic traffic;
  private final double pace;
  private final AtomicInteger waiting = new AtomicInteger();
  private final StringBuilder parts = new StringBuilder();
  private final CountDownLatch gone = new CountDownLatch(1);
  private final List<Runnable> early = new ArrayList<>();
  private boolean heard;
  private volatile @Nullable WebSocket socket;
  private boolean overflown;
  private CompletableFuture<?> lastSending = CompletableFuture.completedFuture(null);

  /// @param callThread runs tasks on the call's thread
  /// @param executor runs the wait for the socket's close
  /// @param pace of the call's time, which applies to the traffic's delays
  StreamSocket(
      Consumer<Runnable> callThread,
      TranscriptRecorder listener,
      Executor executor,
      StreamTraffic traffic,
      double pace) {
    this.traffic = traffic;
    this.pace = pace;
    this.callThread = callThread;
    this.listener = listener;
    this.executor = executor;
  }

  /// Delivers buffered events to the listener, and later ones at once. Only on the call's thread.
  void beHeard() {
    heard = true;
    early.forEach(Runnable::run);
    early.clear();
  }

  private void deliver(Runnable news) {
    callThread.accept(
        () -> {
          if (heard) {
            news.run();
          } else {
            early.add(news);
          }
        });
  }

  /// Whether the handshake succeeded; stays true when the socket is closed.
  boolean isOpen() {
    return socket != null;
  }

  /// Sends events in order. What cannot be sent is dropped, and the failure reported to the
  /// listener.
  void send(List<StreamEvent> events, String streamSid) {
    WebSocket open = socket;
    if (open == null) {
      return;
    }
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.Media && waiting.get() >= MOST_WAITING) {
        overflown = true;
      } else {
        traffic.pass(event).forEach(outgoing -> send(open, outgoing, streamSid));
      }
    }
  }

  private void send(WebSocket open, StreamTraffic.Outgoing outgoing, String streamSid) {
    String text = StreamEventCodec.write(outgoing.event(), streamSid);
    long due = System.nanoTime() + (long) (outgoing.late().toNanos() / pace);
    boolean late = !outgoing.late().isZero();
    waiting.incrementAndGet();
    CompletableFuture<?> before = late ? lastSending.thenCompose(_ -> at(due)) : lastSending;
    lastSending =
        before
            .thenCompose(_ -> open.sendText(text, true))
            .whenComplete((_, _) -> waiting.decrementAndGet());
  }

  private CompletableFuture<Void> at(long due) {
    long left = due - System.nanoTime();
    return left <= 0
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, executor));
  }

  /// Whether some of the caller's audio was dropped.
  boolean isLossy() {
    return overflown || traffic.isLossy();
  }

  /// Closes the socket once everything was sent, and aborts it when the server does not close its
  /// side within two seconds.
  ///
  /// @return completes when the socket is closed
  CompletableFuture<Void> close() {
    return close(NORMAL);
  }

  CompletableFuture<Void> close(int code) {
    WebSocket open = socket;
    if (open == null) {
      return CompletableFuture.completedFuture(null);
    }
    lastSending = lastSending.thenCompose(_ -> open.sendClose(code, ""));
    return CompletableFuture.runAsync(() -> awaitGone(open), executor);
  }

  private void awaitGone(WebSocket open) {
    try {
      if (!gone.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        open.abort();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      open.abort();
    }
  }

  /// Aborts the connection without a close frame.
  void abort() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      String message = parts.toString();
      parts.setLength(0);
      deliver(() -> listener.text(message));
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    if (last) {
      deliver(listener::binary);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    gone.countDown();
    deliver(
        () -> {
          if (code == ABNORMAL) {
            listener.broken(new EOFException("the connection ended without a close"));
          } else {
            listener.closed(code);
          }
        });
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    gone.countDown();
    deliver(() -> listener.broken(failure));
  }
}
