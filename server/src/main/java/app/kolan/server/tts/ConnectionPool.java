package app.kolan.server.tts;

import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The open sockets of one voice that say nothing at the moment. A new connection takes longer than
/// all the rest of a short sentence, and the next sentence is seldom far.
///
/// Safe to share.
final class ConnectionPool {
  /// Shorter than the 20 seconds after which the providers close a silent socket.
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

  /// One stay on the shelf; a socket may come back for another.
  private static final class Kept {
    private final SynthesisSocket socket;

    Kept(SynthesisSocket socket) {
      this.socket = socket;
    }
  }

  /// The socket that was used last, or a new one.
  SynthesisSocket take() {
    for (Kept last = poll(); last != null; last = poll()) {
      if (last.socket.isOpen()) {
        return last.socket;
      }
    }
    return fresh();
  }

  /// A new one.
  SynthesisSocket fresh() {
    return SynthesisSocket.open(wire, http);
  }

  /// Keeps a socket whose text is said, for a while.
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
