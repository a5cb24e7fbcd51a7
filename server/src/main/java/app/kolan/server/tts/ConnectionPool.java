package app.kolan.server.tts;

import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The idle sockets of one text-to-speech provider. A new connection takes longer than all the rest
/// of a short sentence, and the next sentence usually follows soon.
///
/// Thread-safe.
final class ConnectionPool {
  /// Shorter than the 20 seconds after which the providers close an idle socket.
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);

  private final SynthesisProtocol wire;
  private final ProviderHttp http;
  private final Deque<Kept> kept = new ArrayDeque<>();

  ConnectionPool(SynthesisProtocol wire, ProviderHttp http) {
    this.wire = wire;
    this.http = http;
  }

  /// One idle period of a socket; a socket may be returned again.
  private static final class Kept {
    private final SynthesisSocket socket;

    Kept(SynthesisSocket socket) {
      this.socket = socket;
    }
  }

  /// The most recently used socket, or a new one.
  SynthesisSocket take() {
    for (Kept last = poll(); last != null; last = poll()) {
      if (last.socket.isOpen()) {
        return last.socket;
      }
    }
    return fresh();
  }

  /// Opens a socket for the next text, unless one waits already.
  void prepare() {
    synchronized (this) {
      kept.removeIf(idle -> !idle.socket.isOpen());
      if (!kept.isEmpty()) {
        return;
      }
    }
    giveBack(SynthesisSocket.prepare(wire, http));
  }

  /// A new socket.
  SynthesisSocket fresh() {
    return SynthesisSocket.open(wire, http);
  }

  /// Keeps a socket whose text is complete, for a while.
  void giveBack(SynthesisSocket socket) {
    var stay = new Kept(socket);
    synchronized (this) {
      kept.addLast(stay);
    }
    LATER.execute(() -> end(stay));
  }

  private synchronized @Nullable Kept poll() {
    return kept.pollLast();
  }

  private void end(Kept stay) {
    boolean stayed;
    synchronized (this) {
      stayed = kept.remove(stay);
    }
    if (stayed) {
      stay.socket.close();
    }
  }
}
